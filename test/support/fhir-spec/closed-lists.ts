// What the specification closes and @types/fhir leaves open: lists of codes (required bindings), and choices that must be made.
// https://hl7.org/fhir/DSTU2/, https://hl7.org/fhir/STU3/, https://hl7.org/fhir/R4/: the pages of the resources.
import type { Release } from '../../sandbox/resource';

/** By "Type.element". */
type Lists = Readonly<Record<string, readonly string[]>>;

const toCodes = (words: string) => words.split(' ');
const genders = toCodes('male female other unknown');

const always: Lists = {
  'Patient.gender': genders,
  'Identifier.use': toCodes('usual official temp secondary'),
  'HumanName.use': toCodes('usual official temp nickname anonymous old maiden'),
  'ContactPoint.use': toCodes('home work temp old mobile'),
  'Location.status': toCodes('active suspended inactive'),
  'Location.mode': toCodes('instance kind'),
  'EncounterLocation.status': toCodes('planned active reserved completed'),
  'AllergyIntolerance.type': toCodes('allergy intolerance'),
};

/** Codes as plain strings. R4's are told by the types. */
export const codeLists: Record<Release, Lists> = {
  DSTU2: {
    ...always,
    'PatientLink.type': toCodes('replace refer seealso'),
    'ContactPoint.system': toCodes('phone fax email pager other'),
    'Encounter.status': toCodes('planned arrived in-progress onleave finished cancelled'),
    'Encounter.class': toCodes('inpatient outpatient ambulatory emergency home field daytime virtual other'),
    'Condition.clinicalStatus': toCodes('active relapse remission resolved'),
    'Condition.verificationStatus': toCodes(
      'provisional differential confirmed refuted entered-in-error unknown',
    ),
    'AllergyIntolerance.status': toCodes(
      'active unconfirmed confirmed inactive resolved refuted entered-in-error',
    ),
    'AllergyIntolerance.criticality': toCodes('CRITL CRITH CRITU'),
    'AllergyIntolerance.category': toCodes('food medication environment other'),
    'Observation.status': toCodes('registered preliminary final amended cancelled entered-in-error unknown'),
    'MedicationOrder.status': toCodes('active on-hold completed entered-in-error stopped draft'),
  },
  STU3: {
    ...always,
    'PatientLink.type': toCodes('replaced-by replaces refer seealso'),
    'ContactPoint.system': toCodes('phone fax email pager url sms other'),
    'Encounter.status': toCodes(
      'planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown',
    ),
    'Condition.clinicalStatus': toCodes('active recurrence inactive remission resolved'),
    'Condition.verificationStatus': toCodes(
      'provisional differential confirmed refuted entered-in-error unknown',
    ),
    'AllergyIntolerance.clinicalStatus': toCodes('active inactive resolved'),
    'AllergyIntolerance.verificationStatus': toCodes('unconfirmed confirmed refuted entered-in-error'),
    'AllergyIntolerance.criticality': toCodes('low high unable-to-assess'),
    'AllergyIntolerance.category': toCodes('food medication environment biologic'),
    'Observation.status': toCodes(
      'registered preliminary final amended corrected cancelled entered-in-error unknown',
    ),
    'MedicationRequest.status': toCodes(
      'active on-hold cancelled completed entered-in-error stopped draft unknown',
    ),
    'MedicationRequest.intent': toCodes('proposal plan order instance-order'),
    'Coverage.status': toCodes('active cancelled draft entered-in-error'),
  },
  R4: {},
};

/** Concepts that have to carry one of these codes, of the system with the name. */
export const conceptLists: Record<
  Release,
  Readonly<Record<string, { readonly system: string; readonly codes: readonly string[] }>>
> = {
  DSTU2: {},
  STU3: {},
  R4: {
    'Condition.clinicalStatus': {
      system: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
      codes: toCodes('active recurrence relapse inactive remission resolved'),
    },
    'Condition.verificationStatus': {
      system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
      codes: toCodes('unconfirmed provisional differential confirmed refuted entered-in-error'),
    },
    'AllergyIntolerance.clinicalStatus': {
      system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical',
      codes: toCodes('active inactive resolved'),
    },
    'AllergyIntolerance.verificationStatus': {
      system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification',
      codes: toCodes('unconfirmed confirmed refuted entered-in-error'),
    },
  },
};

/** `medication[x]`, of which there must be one. */
export const dueChoices: Readonly<Record<string, string>> = {
  MedicationOrder: 'medication',
  MedicationRequest: 'medication',
};
