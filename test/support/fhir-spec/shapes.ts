// What a release says each type is made of, read out of @types/fhir, which HL7's own definitions are generated into.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Release } from '../../sandbox/resource';

export interface Member {
  /** A type's name, or `string`, `number`, `boolean`. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly isList: boolean;
  /** Closed list of codes, where the types tell it: R4 only. */
  readonly codes: readonly string[];
}
export interface Shape {
  readonly members: ReadonlyMap<string, Member>;
  readonly required: readonly string[];
  /** `effective` → `effectiveDateTime`, `effectivePeriod`: of each stem there is one at the most. */
  readonly choices: ReadonlyMap<string, readonly string[]>;
}

const files: Record<Release, string> = { DSTU2: 'r2.d.ts', STU3: 'r3.d.ts', R4: 'r4.d.ts' };
const interfaces = /^export interface (\w+)(?: extends (\w+))? \{\n([\s\S]*?)^\}/gm;
const members = /^ {2}(?:readonly )?(\w+)(\??): (.+);$/gm;
const stems = ['abatement', 'deceased', 'effective', 'medication', 'multipleBirth', 'onset', 'value'];

function toMember(isOptional: boolean, text: string): Member {
  const said = text.replace(/ \| undefined$/, '');
  const codes = [...said.matchAll(/'([^']+)'/g)].map(([, code = '']) => code);
  const type = codes.length > 0 ? 'string' : (/\w+/.exec(said)?.[0] ?? said);
  return { type, isRequired: !isOptional, isList: said.endsWith('[]'), codes };
}

function toShape(all: ReadonlyMap<string, Member>): Shape {
  const names = [...all.keys()];
  const toChoice = (stem: string) => names.filter((name) => new RegExp(`^${stem}[A-Z]`).test(name));
  return {
    members: all,
    required: names.filter((name) => all.get(name)?.isRequired),
    choices: new Map(stems.map((stem) => [stem, toChoice(stem)] as const).filter(([, of]) => of.length > 1)),
  };
}

/** The shape of a type by its name, with what it inherits. */
export function readShapes(release: Release): (name: string) => Shape | undefined {
  const types = dirname(createRequire(import.meta.url).resolve('@types/fhir/package.json'));
  const text = readFileSync(join(types, files[release]), 'utf8');
  const own = new Map<string, (readonly [string, Member])[]>();
  const parents = new Map<string, string>();
  for (const [, name = '', parent, body = ''] of text.matchAll(interfaces)) {
    const found = [...body.matchAll(members)].map(
      ([, member = '', mark, type = '']) => [member, toMember(mark === '?', type)] as const,
    );
    own.set(name, found);
    if (parent !== undefined) parents.set(name, parent);
  }
  const withInherited = (name: string): (readonly [string, Member])[] => {
    const parent = parents.get(name);
    return [...(parent === undefined ? [] : withInherited(parent)), ...(own.get(name) ?? [])];
  };
  const made = new Map<string, Shape>();
  return (name) => {
    if (!own.has(name)) return undefined;
    const shape = made.get(name) ?? toShape(new Map(withInherited(name)));
    made.set(name, shape);
    return shape;
  };
}
