// What /privacy and /terms say, as data: the same paragraphs in each language. `{name}` is filled by about.ts.

export type AboutKind = 'privacy' | 'terms';

export interface AboutSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

export interface AboutWords {
  /** The language by its own name. */
  readonly language: string;
  readonly titles: Readonly<Record<AboutKind, string>>;
  /** Who runs this server, with `{operator}` and `{host}`; and what is said where nobody gave a name. */
  readonly runBy: string;
  readonly runByUnnamed: string;
  readonly contact: string;
  readonly sections: Readonly<Record<AboutKind, readonly AboutSection[]>>;
}
