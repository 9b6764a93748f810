/** What only Vite has, asked for in the call. */
export default () => import.meta.env.MODE
