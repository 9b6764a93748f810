import { decode, encode } from 'fast-png'

/** Width of a thumbnail in pixels; its height follows. */
const WIDTH = 160

/** A PNG to a small PNG, in JavaScript alone: each pixel is the mean of those that it stands for. */
export function thumbnail(png: Uint8Array): Uint8Array {
  const { data, width, height, channels } = decode(png)
  const across = Math.min(WIDTH, width)
  const down = Math.max(1, Math.round((height * across) / width))
  const small = new Uint8Array(across * down * channels)
  for (let y = 0; y < down; y += 1) {
    const top = Math.floor((y * height) / down)
    const bottom = Math.floor(((y + 1) * height) / down)
    for (let x = 0; x < across; x += 1) {
      const left = Math.floor((x * width) / across)
      const right = Math.floor(((x + 1) * width) / across)
      const pixels = (bottom - top) * (right - left)
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0
        for (let row = top; row < bottom; row += 1) {
          const start = row * width
          for (let column = left; column < right; column += 1) {
            sum += data[(start + column) * channels + channel] ?? 0
          }
        }
        small[(y * across + x) * channels + channel] = Math.round(sum / pixels)
      }
    }
  }
  return encode({ width: across, height: down, data: small, channels })
}
