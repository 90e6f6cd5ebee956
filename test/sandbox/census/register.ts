// A made-up register of outpatients who are never on a ward: enough people of one name for a search with too many hits.
import type { PersonFact } from './facts';
import type { Hospital } from './hospital';
import { createRandom } from './random';

export const registerSize = 1_100;
/** Everybody's family name starts with this. */
export const registerFamily = 'Smith';

const endings = ['', '', '', 'ers', 'son', 'field'];
const given = {
  female: 'Ada Bella Carol Diana Elsa Fiona Gemma Hazel Ivy Joan Kate Laura'.split(' '),
  male: 'Adam Brian Colin David Ethan Felix George Henry Ian Jack Kevin Liam'.split(' '),
};

export function toRegister(hospital: Hospital, seed: number): PersonFact[] {
  const random = createRandom(seed + 7 * hospital.name.length);
  return Array.from({ length: registerSize }, (_, at) => {
    const gender = random.next() < 0.5 ? 'female' : 'male';
    const two = (low: number, high: number) => String(random.integer(low, high)).padStart(2, '0');
    return {
      id: `register-${at + 1}`,
      names: [
        {
          use: 'official',
          family: registerFamily + random.pick(endings),
          given: [random.pick(given[gender])],
        },
      ],
      gender,
      birthDate: `${random.integer(1930, 2019)}-${two(1, 12)}-${two(1, 28)}`,
      mrn: `${hospital.mrnPrefix}${500_001 + at}`,
    };
  });
}
