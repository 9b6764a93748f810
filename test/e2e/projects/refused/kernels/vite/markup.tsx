/** What Node does not load. */
export default () => <b />
