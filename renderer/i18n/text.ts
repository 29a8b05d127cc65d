import { en } from './en.ts'

/** What a language must bring: the same keys, and functions with the same arguments. */
export type Catalogue = typeof en

/** Every text the page shows. Another language is one more file of type Catalogue, chosen here. */
export const t: Catalogue = en
