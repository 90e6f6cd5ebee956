// Who plays which story: one made-up person per line in each hospital. Same id, other person.
import type { Story } from './cast';

/** Family and given name. */
type Name = readonly [string, string];

export interface Role {
  id: string;
  gender: 'female' | 'male';
  /** Age in days at "now", or a birth date. */
  born: number | string;
  /** At Seaview and at Hillcrest: same id, other person. */
  seaview: Name;
  hillcrest: Name;
  story: Partial<Story>;
}

/** Ids of the cast by what they are for. The same ids are other people in the other hospital. */
export const cast = {
  japanese: 'made-japanese',
  chinese: 'made-chinese',
  infant: 'made-infant',
  newborn: 'made-newborn',
  sameName1: 'made-same-name-1',
  sameName2: 'made-same-name-2',
  deceased: 'made-deceased',
  replaced: 'made-replaced',
  replacement: 'made-replacement',
  masked: 'made-masked-name',
  noMrn: 'made-no-mrn',
  accented: 'made-accented',
  noEncounter: 'made-no-encounter',
  noPlace: 'made-no-place',
  left: 'made-left',
  transferred: 'made-transferred',
  planned: 'made-planned',
  dialysis: 'made-dialysis',
  containedPlace: 'made-contained-place',
  oddDate: 'made-odd-date',
  emergency: 'made-emergency',
  highAllergy: 'made-high-allergy',
  noKnownAllergies: 'made-no-known-allergies',
  noAllergyRecord: 'made-no-allergy-record',
  excludedAllergies: 'made-excluded-allergies',
  criticalVital: 'made-critical-vital',
  absentVital: 'made-absent-vital',
  enteredInErrorVital: 'made-error-vital',
  noTimeVital: 'made-no-time-vital',
  twoSingles: 'made-two-single-bp',
  fahrenheit: 'made-fahrenheit',
  manyVitals: 'made-many-vitals',
  staleVitals: 'made-stale-vitals',
  onHold: 'made-on-hold',
} as const;

type Line = readonly [id: string, Role['gender'], Role['born'], seaview: Name, hillcrest: Name];
const people: readonly Line[] = [
  [cast.japanese, 'female', '1948-03-14', ['山田', '花子'], ['佐藤', '美咲']],
  [cast.chinese, 'male', '1961-11-02', ['陳', '志明'], ['林', '家豪']],
  [cast.infant, 'male', 245, ['Brandt', 'Emil'], ['Ferro', 'Dante']],
  [cast.newborn, 'female', 4, ['Nowak', 'Baby'], ['Silva', 'Baby']],
  [cast.sameName1, 'female', '1957-06-05', ['Okafor', 'Grace'], ['Moreau', 'Claire']],
  [cast.sameName2, 'female', '1984-01-30', ['Okafor', 'Grace'], ['Moreau', 'Claire']],
  [cast.deceased, 'male', '1939-09-21', ['Whitlock', 'Edgar'], ['Pires', 'Joaquim']],
  [cast.replaced, 'female', '1970-12-12', ['Ivanova', 'Darya'], ['Kovacs', 'Erzsi']],
  [cast.replacement, 'female', '1970-12-12', ['Ivanova', 'Darya'], ['Kovacs', 'Erzsi']],
  [cast.masked, 'female', '1990-02-17', ['', 'Protected'], ['', 'Confidential']],
  [cast.noMrn, 'male', '1966-07-07', ['Unverified', 'John'], ['Unverified', 'James']],
  [cast.accented, 'male', '1975-05-19', ['Müller-Gómez', 'José'], ['Ångström', 'Zoë']],
  [cast.noEncounter, 'female', '1992-10-10', ['Abbott', 'Lena'], ['Ruiz', 'Paula']],
  [cast.noPlace, 'male', '1953-08-23', ['Castle', 'Roy'], ['Dunn', 'Peter']],
  [cast.left, 'female', '1944-04-04', ['Harper', 'June'], ['Quinn', 'Nora']],
  [cast.transferred, 'male', '1969-02-01', ['Transon', 'Miles'], ['Vogel', 'Karl']],
  [cast.planned, 'female', '1980-06-28', ['Planter', 'Iris'], ['Berge', 'Sanna']],
  [cast.dialysis, 'male', '1950-01-15', ['Delgado', 'Oscar'], ['Haas', 'Werner']],
  [cast.containedPlace, 'female', '1978-03-03', ['Conti', 'Bianca'], ['Lund', 'Astrid']],
  [cast.oddDate, 'male', '1959-12-24', ['Oddie', 'Frank'], ['Weiss', 'Emanuel']],
  [cast.emergency, 'female', '2001-09-09', ['Urgent', 'Tess'], ['Swift', 'Ada']],
  [cast.highAllergy, 'female', '1987-11-20', ['Penrose', 'Alma'], ['Jonas', 'Ruth']],
  [cast.noKnownAllergies, 'male', '1963-05-05', ['Clearwater', 'Neil'], ['Holm', 'Anders']],
  [cast.noAllergyRecord, 'male', '1971-01-26', ['Silent', 'Omar'], ['Stone', 'Idris']],
  [cast.excludedAllergies, 'female', '1955-10-31', ['Refton', 'Maud'], ['Erikson', 'Hilde']],
  [cast.criticalVital, 'male', '1947-07-18', ['Critchley', 'Amos'], ['Strand', 'Olaf']],
  [cast.absentVital, 'female', '1982-08-08', ['Absalom', 'Vera'], ['Meyer', 'Trude']],
  [cast.enteredInErrorVital, 'male', '1976-04-22', ['Errington', 'Cole'], ['Mistral', 'Luc']],
  [cast.noTimeVital, 'female', '1965-02-11', ['Timeless', 'Gwen'], ['Uhr', 'Lotte']],
  [cast.twoSingles, 'male', '1958-06-30', ['Twombly', 'Hugh'], ['Doppel', 'Jan']],
  [cast.fahrenheit, 'female', '1994-12-01', ['Warm', 'Judith'], ['Celsi', 'Anna']],
  [cast.manyVitals, 'male', '1940-05-16', ['Manyon', 'Cyril'], ['Reihe', 'Otto']],
  [cast.staleVitals, 'female', '1973-09-13', ['Stale', 'Rhoda'], ['Alt', 'Frieda']],
  [cast.onHold, 'male', '1952-11-11', ['Holden', 'Max'], ['Pause', 'Ernst']],
];

/** What is not usual about them. */
const stories: Readonly<Record<string, Partial<Story>>> = {
  [cast.deceased]: { stay: 'left' },
  [cast.replaced]: { stay: 'none', vitals: 'none', medications: 'none' },
  [cast.noEncounter]: { stay: 'none' },
  [cast.noPlace]: { stay: 'noPlace' },
  [cast.left]: { stay: 'left' },
  [cast.transferred]: { stay: 'transferred' },
  [cast.planned]: { stay: 'planned' },
  [cast.dialysis]: { stay: 'dialysis' },
  [cast.containedPlace]: { stay: 'containedPlace' },
  [cast.oddDate]: { stay: 'oddDate' },
  [cast.emergency]: { stay: 'emergency' },
  [cast.highAllergy]: { allergies: 'high' },
  [cast.noKnownAllergies]: { allergies: 'noKnown' },
  [cast.noAllergyRecord]: { allergies: 'none' },
  [cast.excludedAllergies]: { allergies: 'excluded' },
  [cast.criticalVital]: { vitals: 'critical' },
  [cast.absentVital]: { vitals: 'absent' },
  [cast.enteredInErrorVital]: { vitals: 'enteredInError' },
  [cast.noTimeVital]: { vitals: 'noTime' },
  [cast.twoSingles]: { vitals: 'twoSingles' },
  [cast.fahrenheit]: { vitals: 'fahrenheit' },
  [cast.manyVitals]: { vitals: 'many' },
  [cast.staleVitals]: { vitals: 'stale' },
  [cast.onHold]: { medications: 'onHoldAndStopped' },
};

export const roles: readonly Role[] = people.map(([id, gender, born, seaview, hillcrest]) => ({
  id,
  gender,
  born,
  seaview,
  hillcrest,
  story: stories[id] ?? {},
}));
