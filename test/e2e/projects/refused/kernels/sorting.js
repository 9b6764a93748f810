/** Gives the right result and changes its input. */
export default (list) => list.sort((one, other) => one - other)
