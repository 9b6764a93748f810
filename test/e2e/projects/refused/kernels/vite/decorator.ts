/** What Node does not know. */
function logged(Subject: new () => object) {
  return Subject
}
@logged
class Point {}

export default () => new Point()
