/** Gives back what it gets, or the type of what could not come back. */
export default (input) => (typeof input === 'function' ? 'a function' : input)
