import { lanemark } from 'lanemark/vitest'

export default { plugins: [lanemark()] }
