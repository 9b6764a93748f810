/** An export whose name is no identifier. */
function shout(input) {
  return `${input}!`
}

export { shout as 'a | b `c` <img src=x onerror=alert(1)>' }
