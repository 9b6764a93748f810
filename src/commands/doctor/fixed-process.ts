/** A fresh process with the fixed computation: a turn when it is told to, and gone with its parent. */
import { openCalibration } from '../../gate/machine/calibration.ts'

const calibration = openCalibration()

/** Whatever the word, it is a turn; the answer is the time of the computation, ms. */
process.on('message', () => {
  calibration.run()
  process.send?.(calibration.tell().median)
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
