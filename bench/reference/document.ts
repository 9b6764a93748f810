/** What the document printed. */
import type { Reference } from 'lanemark'

/** A study note on Python's multiprocessing; its figures as it printed them. */
export const document: Reference = {
  label: 'document',
  source:
    'The document ran CPython on its author’s machine with the inputs 50, 63 and 32, once per variant, with pools of ten workers.',
  modes: {
    serial: {
      name: 'plain',
      makespan: 45_376.620_054_244_995,
      lines: Array.from({ length: 3 }, () => '57682 process | 4458520064 thread'),
    },
    threads: {
      name: 'thread pool',
      makespan: 43_706.687_927_246_094,
      lines: [
        '55568 process | 123145455411200 thread',
        '55568 process | 123145460666368 thread',
        '55568 process | 123145465921536 thread',
      ],
    },
    processes: {
      name: 'process pool',
      makespan: 40_261.880_898_85,
      lines: [
        '60142 process | 4624350720 thread',
        '60143 process | 4624350720 thread',
        '60144 process | 4624350720 thread',
      ],
    },
  },
  missing: null,
  digests: [],
}
