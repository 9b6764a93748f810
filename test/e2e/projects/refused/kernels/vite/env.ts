/** What only Vite has. */
const mode = import.meta.env.MODE

export default () => mode
