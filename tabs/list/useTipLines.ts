// The sentences of a cell's tip, from the value's own source, times and rule. No markup.
import { useCallback } from 'react';
import type { CellView } from '../../api/clinical/cell-view';
import type { RowModel } from '../../api/clinical/row-model';
import { isPlaceUnread } from '../../api/clinical/where-order';
import { isEhrColumn } from '../../api/contract/columns';
import type { AllergyItem, Fact, VitalItem } from '../../api/contract/values';
import type { Say } from '../i18n/useWords';
import { useWords } from '../i18n/useWords';
import type { AnyCode } from '../net/problem';
import {
  type ItemDate,
  toAllergyDates,
  toCoverDates,
  toOnsetDates,
  toOrderDates,
} from '../ui/clinical/item-dates';
import { type ClinicalWords, useClinicalWords } from '../ui/clinical/useClinicalWords';
import { toRetry } from '../ui/format/retry-clock';
import { useProblemWords } from '../ui/useProblemWords';
import type { ColumnModel } from './columns';

export function useTipLines(): (model: RowModel, column: ColumnModel) => readonly string[] {
  const { t } = useWords();
  const say = useClinicalWords();
  const toWords = useProblemWords();
  return useCallback(
    (model, column) => {
      if (!isEhrColumn(column.id)) return toTeamLines(model, column, t, say);
      const view: CellView<unknown> = model.cell(column.id);
      const lines = [...toValueLines(model, column.id, t, say)];
      if (view.reason) {
        const { what, next } = toWords({ code: view.reason as AnyCode, ...toRetry(view) });
        lines.push(what, next);
      }
      if (view.status === 'notOffered') lines.push(t('list.tip.notOffered'));
      if (view.unreadable) lines.push(t('patient.unreadable', { count: view.unreadable }));
      if (view.mayBeIncomplete) lines.push(t('list.tip.mayBeIncomplete'));
      if (view.typed)
        lines.push(t('list.tip.typedBy', { name: view.typed.by.name, time: say.clock(view.typed.at) }));
      if (view.fetched) {
        const key = view.status === 'stale' ? 'list.tip.lastRead' : 'list.tip.read';
        lines.push(t(key, { time: say.clock(view.fetched) }));
      }
      return [...new Set(lines)];
    },
    [t, say, toWords],
  );
}

function toTeamLines(model: RowModel, column: ColumnModel, t: Say, say: ClinicalWords): string[] {
  const { lastNote } = model.row;
  if (column.id === 'notes') {
    return lastNote
      ? [lastNote.text, t('list.tip.noteBy', { name: lastNote.by.name, time: say.clock(lastNote.at) })]
      : [];
  }
  const typed = model.row.typed[column.id];
  if (!typed || typed.value === null) return [];
  return [String(typed.value), t('list.tip.typedBy', { name: typed.by.name, time: say.clock(typed.at) })];
}

function toFactLines(fact: Fact | undefined, t: Say, say: ClinicalWords): string[] {
  if (!fact?.source) return [];
  const time = fact.effective ? (say.exact(fact.effective) ?? say.when(fact.effective)) : undefined;
  return [time ? t('list.tip.effective', { time }) : t('patient.timeUnknown'), ...toSourceLine(fact, t)];
}

const toSourceLine = ({ source }: Fact, t: Say): string[] =>
  source ? [t('list.tip.source', { ...source })] : [];

/** What the narrow cell couldn't say in full, then when it was true and where it is from. */
function toValueLines(model: RowModel, column: string, t: Say, say: ClinicalWords): string[] {
  switch (column) {
    case 'bed': {
      const where = model.cell('bed').value;
      return where && !isPlaceUnread(where) ? [say.place(where), ...toFactLines(where, t, say)] : [];
    }
    case 'patient': {
      const { patient } = model;
      if (!patient) return [];
      const born = patient.birthDate && t('patient.born', { date: say.day(patient.birthDate) });
      const name = [say.patientName(patient), say.absentName(patient)];
      return [...name, born, say.mrn(patient), ...toSourceLine(patient, t)].flatMap((line) => line || []);
    }
    case 'mainProblem':
      return toProblemLines(model, t, say);
    case 'allergies':
      return toAllergyLines(model, t, say);
    case 'lengthOfStay': {
      const stay = model.cell('lengthOfStay').value;
      return stay ? [t('list.tip.since', { time: say.when(stay.start) }), ...toSourceLine(stay, t)] : [];
    }
    default:
      return toListLines(model, column, t, say);
  }
}

function toProblemLines(model: RowModel, t: Say, say: ClinicalWords): string[] {
  const view = model.cell('mainProblem');
  if (view.typed) {
    const ehr = view.ehr?.main.text;
    return [view.value?.main.text ?? '', ...(ehr ? [t('list.tip.ehrSays', { text: ehr })] : [])].filter(
      Boolean,
    );
  }
  if (!view.value) return [];
  const { main, rule, more } = view.value;
  return [
    say.named(main),
    t(`list.tip.rule.${rule}`),
    ...(more > 0 ? [t('list.tip.moreProblems', { count: more })] : []),
    ...(main.onset || main.recorded
      ? [...toWords(toOnsetDates(main, t, say)), ...toSourceLine(main, t)]
      : toFactLines(main, t, say)),
  ];
}

function toAllergyLines(model: RowModel, t: Say, say: ClinicalWords): string[] {
  const { value } = model.cell('allergies');
  const items = !value || value.kind === 'notRecorded' ? [] : value.items;
  const nameOf = (item: AllergyItem) =>
    item.isHigh ? t('patient.allergy.high', { name: say.allergy(item) }) : say.allergy(item);
  const [only, ...others] = items;
  if (only && others.length === 0) return [nameOf(only), ...toFactLines(only, t, say)];
  return toSourcedLines(items, t, (item) => [nameOf(item), ...toWords(toAllergyDates(item, t, say))]);
}

const toWords = (dates: readonly ItemDate[]) => dates.map(([words]) => words);

function toListLines(model: RowModel, column: string, t: Say, say: ClinicalWords): string[] {
  switch (column) {
    case 'vitals':
      return toSourcedLines(model.cell('vitals').value?.latest, t, (item) => [
        [say.vitalName(item), say.vitalValue(item), say.vitalUnit(item)].filter(Boolean).join(' '),
        toQualifier(item, say),
        say.absentPart(item),
        item.effective ? say.when(item.effective) : t('patient.timeUnknown'),
      ]);
    case 'medications':
      return toSourcedLines(model.cell('medications').value?.items, t, (item) => [
        say.medication(item),
        item.dose,
        ...toWords(toOrderDates(item, t, say)),
      ]);
    case 'coverage':
      return toSourcedLines(model.cell('coverage').value?.items, t, (item) => [
        item.payor,
        item.plan,
        ...toWords(toCoverDates(item, t, say)),
      ]);
    case 'encounterStatus':
      return toStatusLines(model, t, say);
    case 'generalPractitioner':
    case 'phone':
      return toTextLines(model.cell(column), model.patient, t);
    default:
      return isVital(column) ? toVitalLines(model.cell(column).value, t, say) : [];
  }
}

/** A line for each item with the record that it is of, and the server once; where all are of one record, that once. */
function toSourcedLines<I extends Fact>(
  items: readonly I[] | undefined,
  t: Say,
  toParts: (item: I) => readonly (string | undefined)[],
): string[] {
  const sources = (items ?? []).flatMap(({ source }) => source ?? []);
  const references = new Set(sources.map(({ reference }) => reference));
  const isOne = references.size === 1;
  const lines = (items ?? []).map((item) =>
    [...toParts(item), !isOne && item.source?.reference].filter(Boolean).join(' · '),
  );
  const servers = [...new Set(sources.map(({ server }) => server))];
  const from = servers.map((server) =>
    isOne
      ? t('list.tip.source', { server, reference: [...references].join() })
      : t('list.tip.server', { server }),
  );
  return [...lines, ...from];
}

/** It is of the stay that says where somebody is. */
function toStatusLines(model: RowModel, t: Say, say: ClinicalWords): string[] {
  const { value, typed } = model.cell('encounterStatus');
  if (value === undefined) return [];
  return [say.encounterStatus(value), ...(typed ? [] : toFactLines(model.cell('bed').value, t, say))];
}

/** A plain text has no source of its own: it was read from the person's record, which has no time. */
function toTextLines(view: CellView<string>, patient: Fact | undefined, t: Say): string[] {
  if (view.value === undefined) return [];
  return [view.value, ...(view.typed || !patient ? [] : toSourceLine(patient, t))];
}

function toVitalLines(item: VitalItem | undefined, t: Say, say: ClinicalWords): string[] {
  if (!item) return [];
  const value = [say.vitalName(item), say.vitalValue(item), say.vitalUnit(item), say.interpretation(item)]
    .filter(Boolean)
    .join(' ');
  const more = [toQualifier(item, say), say.absentPart(item), say.vitalOriginal(item)];
  return [value, ...more.flatMap((line) => line || []), ...toFactLines(item, t, say)];
}

const toQualifier = ({ qualifier }: VitalItem, say: ClinicalWords): string | undefined =>
  qualifier && say.qualifier(qualifier);

const vitals = [
  'bloodPressure',
  'heartRate',
  'respiration',
  'temperature',
  'oxygenSaturation',
  'weight',
  'height',
  'bmi',
] as const;

function isVital(column: string): column is (typeof vitals)[number] {
  return (vitals as readonly string[]).includes(column);
}
