/** As much of a browser’s environment as matters here: Vite treats its files as a client’s. */
export default {
  name: 'browser',
  viteEnvironment: 'client',
  setup(global) {
    global.location = new URL('http://localhost:3000/')
    global.self = global
    return {
      teardown() {
        delete global.location
        delete global.self
      },
    }
  },
}
