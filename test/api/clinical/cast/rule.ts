// One line of the table: who, by which rule, shows what.

/** DSTU2, STU3, R4. */
export const servers = ['harbor', 'meridian', 'open'] as const;
export type ServerName = (typeof servers)[number];

/** By column: what the value has at least, or the word for having none. `problems` are those of the panel. */
export type Shows = Readonly<Record<string, unknown>>;

export interface Rule {
  readonly who: string;
  readonly rule: string;
  readonly shows: Shows;
  /** What a server shows otherwise, and why its release can't do as the others. */
  readonly but?: Partial<Record<ServerName, { readonly because: string; readonly shows: Shows }>>;
}
