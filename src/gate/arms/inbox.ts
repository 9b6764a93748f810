/** Messages in the order of their arrival, taken one by one by one taker. */

export class Inbox<Message> {
  readonly #arrived: Message[] = []
  #taker: ((message: Message | null) => void) | null = null

  put(message: Message): void {
    if (this.#taker === null) this.#arrived.push(message)
    else this.#taker(message)
  }

  /** All that has arrived and was not taken. */
  drain(): Message[] {
    return this.#arrived.splice(0)
  }

  /** The next message; with a deadline, null when there is none within so many ms. */
  take(): Promise<Message>
  take(deadline: number): Promise<Message | null>
  take(deadline?: number): Promise<Message | null> {
    const first = this.#arrived.shift()
    if (first !== undefined) return Promise.resolve(first)
    return new Promise((resolve) => {
      const settle = (message: Message | null): void => {
        clearTimeout(timer)
        this.#taker = null
        resolve(message)
      }
      const timer = deadline === undefined ? undefined : setTimeout(settle, deadline, null)
      this.#taker = settle
    })
  }
}
