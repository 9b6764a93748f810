/** Writes a mebibyte to the path given, and prints what went wrong. */
import { writeWhole } from '../../../src/system/files.ts'

const [, , path = ''] = process.argv

try {
  await writeWhole(path, 'new '.repeat(2 ** 18))
  console.log('written')
} catch (error) {
  console.log(String(error))
}
