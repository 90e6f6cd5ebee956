// The people with a story: one made-up patient for each thing that a rounding list has to get right. Tests look them up by id.
import type { NameFact, PersonFact } from './facts';
import type { Hospital } from './hospital';
import { cast, roles } from './roles';

export interface Story {
  stay:
    | 'inpatient'
    | 'emergency'
    | 'none'
    | 'noPlace'
    | 'left'
    | 'transferred'
    | 'planned'
    | 'dialysis'
    | 'containedPlace'
    | 'oddDate';
  allergies: 'usual' | 'high' | 'noKnown' | 'none' | 'excluded';
  vitals:
    | 'usual'
    | 'none'
    | 'stale'
    | 'critical'
    | 'absent'
    | 'enteredInError'
    | 'noTime'
    | 'twoSingles'
    | 'fahrenheit'
    | 'many';
  medications: 'usual' | 'none' | 'onHoldAndStopped';
}
export const usualStory: Story = {
  stay: 'inpatient',
  allergies: 'usual',
  vitals: 'usual',
  medications: 'usual',
};

const spellings: Record<string, { IDE: [string, string]; SYL?: [string, string]; ABC: [string, string] }> = {
  山田: { IDE: ['山田', '花子'], SYL: ['ヤマダ', 'ハナコ'], ABC: ['Yamada', 'Hanako'] },
  佐藤: { IDE: ['佐藤', '美咲'], SYL: ['サトウ', 'ミサキ'], ABC: ['Sato', 'Misaki'] },
  陳: { IDE: ['陳', '志明'], ABC: ['Chen', 'Zhiming'] },
  林: { IDE: ['林', '家豪'], ABC: ['Lin', 'Jiahao'] },
};

function toNames(id: string, [family, given]: readonly [string, string]): NameFact[] {
  const spelled = spellings[family];
  if (spelled !== undefined) {
    return (['IDE', 'SYL', 'ABC'] as const).flatMap((representation) => {
      const parts = spelled[representation];
      return parts === undefined
        ? []
        : [{ use: 'official' as const, family: parts[0], given: [parts[1]], representation }];
    });
  }
  if (id === cast.masked) return [{ use: 'official', given: [given], isFamilyMasked: true }];
  const official: NameFact = { use: 'official', family, given: [given] };
  return id === cast.sameName1 ? [{ use: 'old', family: 'Adeyemi', given: [given] }, official] : [official];
}

export interface CastMember {
  person: PersonFact;
  story: Story;
}

/** The cast of one hospital, in a fixed order. */
export function toCast(hospital: Hospital, now: Date): CastMember[] {
  return roles.map((role, at) => {
    const birthDate =
      typeof role.born === 'string'
        ? role.born
        : new Date(now.getTime() - role.born * 86_400_000).toISOString().slice(0, 10);
    const person: PersonFact = {
      id: role.id,
      names: toNames(role.id, hospital.id === 'seaview' ? role.seaview : role.hillcrest),
      gender: role.gender,
      birthDate,
      phone: `555-01${String(at).padStart(2, '0')}`,
      ...(role.id === cast.noMrn ? {} : { mrn: `${hospital.mrnPrefix}${900_100 + at}` }),
      ...(role.id === cast.deceased
        ? { deceasedAt: new Date(now.getTime() - 2 * 86_400_000).toISOString() }
        : {}),
      ...(role.id === cast.replaced ? { replacedBy: cast.replacement } : {}),
    };
    return { person, story: { ...usualStory, ...role.story } };
  });
}
