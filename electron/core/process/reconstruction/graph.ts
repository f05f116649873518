/** The two ends of an edge, by index. */
interface Ends {
  readonly from: number
  readonly to: number
}

/** Groups of nodes from which one comes back to the start, each with more than one node (Tarjan, without recursion). */
export function cyclesOf(nodes: number, edges: readonly Ends[]): number[][] {
  const next: number[][] = Array.from({ length: nodes }, () => [])
  for (const { from, to } of edges) next[from]?.push(to)
  const index = new Int32Array(nodes).fill(-1)
  const low = new Int32Array(nodes)
  const waiting: number[] = []
  const isWaiting = new Uint8Array(nodes)
  const cycles: number[][] = []
  let count = 0
  for (let start = 0; start < nodes; start += 1) {
    if ((index[start] as number) >= 0) continue
    const work: { node: number; at: number }[] = [{ node: start, at: 0 }]
    while (work.length > 0) {
      const top = work.at(-1) as { node: number; at: number }
      const { node } = top
      if (top.at === 0) {
        index[node] = low[node] = count++
        waiting.push(node)
        isWaiting[node] = 1
      }
      const child = next[node]?.[top.at]
      top.at += 1
      if (child !== undefined) {
        if ((index[child] as number) < 0) work.push({ node: child, at: 0 })
        else if (isWaiting[child]) low[node] = Math.min(low[node] as number, index[child] as number)
        continue
      }
      work.pop()
      const above = work.at(-1)
      if (above) low[above.node] = Math.min(low[above.node] as number, low[node] as number)
      if (low[node] !== index[node]) continue
      const group = waiting.splice(waiting.lastIndexOf(node))
      for (const member of group) isWaiting[member] = 0
      if (group.length > 1) cycles.push(group.sort((a, b) => a - b))
    }
  }
  return cycles
}

/** The component of each node, numbered by size, then by the first node. */
export function componentsOf(nodes: number, edges: readonly Ends[]): number[] {
  const parent = Int32Array.from({ length: nodes }, (_, node) => node)
  const find = (node: number): number => {
    let root = node
    while (parent[root] !== root) root = parent[root] as number
    for (let at = node; at !== root; ) {
      const above = parent[at] as number
      parent[at] = root
      at = above
    }
    return root
  }
  for (const { from, to } of edges) {
    const [a, b] = [find(from), find(to)]
    parent[Math.max(a, b)] = Math.min(a, b)
  }
  const sizes = new Map<number, number>()
  for (let node = 0; node < nodes; node += 1) sizes.set(find(node), (sizes.get(find(node)) ?? 0) + 1)
  const numbered = [...sizes].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const number = new Map(numbered.map(([root], at) => [root, at]))
  return Array.from({ length: nodes }, (_, node) => number.get(find(node)) as number)
}
