import { transform } from 'sucrase'

/** A TypeScript module to JavaScript, as a build or a test runner does it for every file. */
export function transpile(source: string): string {
  return transform(source, { transforms: ['typescript'], disableESTransforms: true }).code
}
