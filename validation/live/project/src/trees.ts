/** Builds a search tree and takes the greatest depth, once a unit. */
interface Node {
  key: number
  left: Node | null
  right: Node | null
}

const keys = Array.from({ length: 40 }, (_, index) => (index * 17) % 41)

function insert(node: Node | null, key: number): Node {
  if (node === null) return { key, left: null, right: null }
  if (key < node.key) node.left = insert(node.left, key)
  else node.right = insert(node.right, key)
  return node
}

const depth = (node: Node | null): number =>
  node === null ? 0 : 1 + Math.max(depth(node.left), depth(node.right))

export const trees = (units: number) => (): number => {
  let total = 0
  for (let unit = 0; unit < units; unit += 1) {
    let root: Node | null = null
    for (const key of keys) root = insert(root, key)
    total += depth(root)
  }
  return total
}
