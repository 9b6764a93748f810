/** Waits for a server, and does next to nothing itself. */
export async function fetchText(url: string): Promise<string> {
  const response = await fetch(url)
  return await response.text()
}
