import type { Form } from './form.ts'

/** What the editor begins with. */
export type EditorStart =
  /** A target of one's own is changed. */
  | { kind: 'edit'; id: string }
  /** A new one, with the options of another. */
  | { kind: 'copy'; id: string }
  /** A new one, from what was written on one line. */
  | { kind: 'line'; line: string }
  /** What was written before the editor was left. */
  | { kind: 'again'; form: Form }
