// Everybody whom the tests read about: the patients of the sandbox's four usual servers in both hospitals, and the people who use
// the app.
import { createDatasets } from '../sandbox/dataset';
import { personaIds, personas } from '../sandbox/persona';
import type { Resource } from '../sandbox/resource';
import { people } from '../sandbox/teams/people';

export function toMarkedPatients(): Resource[] {
  const keep = createDatasets(new Date(), 1);
  const ofHospital = (hospital: 'seaview' | 'hillcrest') =>
    personaIds.flatMap((id) => keep(personas[id], hospital)).filter(isPatient);
  const users = Object.values(people).map(({ name, email }) => ({
    resourceType: 'Patient',
    id: email,
    name: [{ text: name }],
  }));
  return [...ofHospital('seaview'), ...ofHospital('hillcrest'), ...users];
}

function isPatient({ resourceType }: Resource): boolean {
  return resourceType === 'Patient';
}
