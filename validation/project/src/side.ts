/** All that parts head from base: whether it does each benchmark's extra work. */
export const side = { extra: false }
