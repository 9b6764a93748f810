/** As with an alias of Vite, or a path of tsconfig.json. */
import identity from '@/kernels/identity.js'

export default (input: number) => identity(input)
