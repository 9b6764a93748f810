module.exports = { one: (input) => input, two: (input) => input }
