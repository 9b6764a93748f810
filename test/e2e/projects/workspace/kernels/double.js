export default (input) => input * 2
