// All resources of one hospital as one persona's server has them: sample data, made-up census, register.
import { readdirSync, readFileSync } from 'node:fs';
import { makeCensus, type SamplePerson } from './census';
import { type HospitalId, hospitals } from './census/hospital';
import { toOtherPeople } from './census/other-people';
import { toRegister } from './census/register';
import { toRosters } from './census/rosters';
import { createWriter, type Writer, writeCensus } from './census/writer';
import type { Persona } from './persona';
import { isObject, type Resource, toList, toReferencedId, toText } from './resource';

const sampleData = new URL('../fixtures/sample-data/', import.meta.url);
const servedTypes = new Set([
  'Patient',
  'Encounter',
  'Condition',
  'AllergyIntolerance',
  'Observation',
  'MedicationOrder',
  'MedicationRequest',
  'MedicationStatement',
  'Medication',
  'Coverage',
  'Location',
  'Practitioner',
  'Organization',
]);

function toResource(line: string): Resource[] {
  const read: unknown = JSON.parse(line);
  if (!isObject(read)) return [];
  const { resourceType, id } = read;
  // One example of the source has no id: nothing could ever ask for it.
  return typeof resourceType === 'string' && typeof id === 'string' ? [{ ...read, resourceType, id }] : [];
}

const samplesRead = new Map<string, readonly Resource[]>();

/** Read once for all sandboxes of a process; nobody changes a resource, whoever wants another one puts it in its place. */
function readSamples(folder: string): readonly Resource[] {
  const read = samplesRead.get(folder) ?? readFolder(folder);
  samplesRead.set(folder, read);
  return read;
}

function readFolder(folder: string): Resource[] {
  const place = new URL(`${folder}/`, sampleData);
  return readdirSync(place)
    .filter((file) => servedTypes.has(file.replace('.ndjson', '')))
    .sort()
    .flatMap((file) => readFileSync(new URL(file, place), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .flatMap(toResource);
}

function toSamplePersons(resources: readonly Resource[]): SamplePerson[] {
  const ofType = (type: string, field: string) =>
    new Set(
      resources
        .filter((resource) => resource.resourceType === type)
        .map((resource) => toReferencedId(resource[field], 'Patient')),
    );
  const withAllergies = ofType('AllergyIntolerance', 'patient');
  const withCoverage = ofType('Coverage', 'beneficiary');
  return resources
    .filter((resource) => resource.resourceType === 'Patient')
    .map((patient) => ({
      id: patient.id,
      birthDate: toText(patient.birthDate) ?? '1970-01-01',
      isDeceased: patient.deceasedDateTime !== undefined,
      hasAllergies: withAllergies.has(patient.id),
      hasCoverage: withCoverage.has(patient.id),
    }));
}

function addMrns(resources: readonly Resource[], writer: Writer, prefix: string): Resource[] {
  let number = 100_200;
  return resources.map((resource) => {
    if (resource.resourceType !== 'Patient') return resource;
    number += 1;
    return { ...resource, identifier: [...toList(resource.identifier), writer.mrn(`${prefix}${number}`)] };
  });
}

export interface DatasetOptions {
  persona: Persona;
  hospitalId: HospitalId;
  now: Date;
  seed: number;
}

export type KeepDataset = (persona: Persona, hospitalId: HospitalId) => Resource[];

/** Personas with the same data share them: two of a release differ in how they answer, not in who is in hospital. */
export function createDatasets(now: Date, seed: number): KeepDataset {
  const kept = new Map<string, Resource[]>();
  return (persona, hospitalId) => {
    const { release, folders, mrnSystem, hasPlaceText } = persona;
    const key = [release, mrnSystem, hasPlaceText, hospitalId, ...folders].join('|');
    const made = kept.get(key) ?? makeDataset({ persona, hospitalId, now, seed });
    kept.set(key, made);
    return made;
  };
}

export function makeDataset({ persona, hospitalId, now, seed }: DatasetOptions): Resource[] {
  const hospital = hospitals[hospitalId];
  const writer = createWriter({
    release: persona.release,
    mrnSystem: persona.mrnSystem,
    hasPlaceText: persona.hasPlaceText,
  });
  const isExample = (folder: string) => folder.endsWith('hl7-examples');
  const samples = persona.folders.filter((folder) => !isExample(folder)).flatMap(readSamples);
  const people = hospitalId === 'seaview' ? samples : toOtherPeople(samples, seed);
  const census = makeCensus({ hospital, samples: toSamplePersons(people), now, seed });
  return [
    ...addMrns(people, writer, hospital.mrnPrefix),
    ...persona.folders.filter(isExample).flatMap(readSamples),
    ...writeCensus(census, writer),
    ...toRegister(hospital, seed).map(writer.person),
    ...toRosters(hospital, census, now),
  ];
}
