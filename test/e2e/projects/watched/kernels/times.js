import { factor } from './factor.js'

export default (input) => input * factor
