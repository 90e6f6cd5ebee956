// The two made-up hospitals. Their wards, rooms and beds have the same ids and other names, as two customers of one partner do.
import type { PlaceFact } from './facts';

export type HospitalId = 'seaview' | 'hillcrest';

export interface Hospital {
  id: HospitalId;
  name: string;
  mrnPrefix: string;
  wards: readonly string[];
  doctors: readonly string[];
}

export const hospitals: Record<HospitalId, Hospital> = {
  seaview: {
    id: 'seaview',
    name: 'Seaview Hospital',
    mrnPrefix: 'SV',
    wards: ['5 West', '6 East', '7 South', 'Intensive Care'],
    doctors: ['Dr. Amara Diallo', 'Dr. Lukas Berg', 'Dr. Mei Tanaka'],
  },
  hillcrest: {
    id: 'hillcrest',
    name: 'Hillcrest Clinic',
    mrnPrefix: 'HC',
    wards: ['Cardiology', 'Surgery 2', 'Family Ward', 'Step-down'],
    doctors: ['Dr. Rosa Lindqvist', 'Dr. Tomás Vela', 'Dr. Ines Okoro'],
  },
};

const roomsPerWard = [8, 9, 10, 11, 12, 13];
const bedsPerRoom = 4;

/** Every place of a hospital; room 8 of the first ward has twelve beds, so that "Bed 10" has to come after "Bed 2". */
export function toPlaces(hospital: Hospital): PlaceFact[] {
  const places: PlaceFact[] = [{ id: 'site', name: hospital.name, kind: 'hospital' }];
  hospital.wards.forEach((name, ward) => {
    const wardId = `ward-${ward + 1}`;
    places.push({ id: wardId, name, kind: 'ward', partOf: 'site' });
    for (const room of roomsPerWard) {
      const roomId = `${wardId}-room-${room}`;
      places.push({ id: roomId, name: `Room ${room}`, kind: 'room', partOf: wardId });
      const beds = ward === 0 && room === 8 ? 12 : bedsPerRoom;
      for (let bed = 1; bed <= beds; bed += 1) {
        places.push({ id: `${roomId}-bed-${bed}`, name: `Bed ${bed}`, kind: 'bed', partOf: roomId });
      }
    }
  });
  return places;
}

/** "5 West, Room 9, Bed 2": how this hospital's servers display a place. */
export function toPlaceText(place: PlaceFact, places: ReadonlyMap<string, PlaceFact>): string {
  const above = place.partOf === undefined ? undefined : places.get(place.partOf);
  return above === undefined || above.kind === 'hospital'
    ? place.name
    : `${toPlaceText(above, places)}, ${place.name}`;
}
