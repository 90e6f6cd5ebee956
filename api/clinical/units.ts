// A measured value with its unit as given; what is in °F, lb or inches is converted and keeps the original.
import type { Quantity } from 'fhir/r4';
import type { Measured, VitalKind } from '../contract/values';
import { trimmed } from './codings';

interface Conversion {
  readonly unit: string;
  readonly decimals: number;
  /** More decimals for what is smaller than this: a newborn is weighed in grams. */
  readonly small?: { readonly below: number; readonly decimals: number };
  toMetric(value: number): number;
}

const fahrenheit: Conversion = { unit: '°C', decimals: 1, toMetric: (value) => ((value - 32) * 5) / 9 };
const grams = { below: 10, decimals: 3 };
const pounds: Conversion = { unit: 'kg', decimals: 1, small: grams, toMetric: (value) => value * 0.45359237 };
const ounces: Conversion = {
  unit: 'kg',
  decimals: 2,
  small: grams,
  toMetric: (value) => value * 0.028349523125,
};
const inches: Conversion = { unit: 'cm', decimals: 1, toMetric: (value) => value * 2.54 };

/** By the spellings of `toSpelling`: servers write "LB", "lbs." and "deg F" as they like. */
const conversions: Readonly<Partial<Record<VitalKind, ReadonlyMap<string, Conversion>>>> = {
  temperature: toSpelled(
    [fahrenheit, '[degf]', 'degf', 'degreef', 'degreesf', '°f', '℉', 'f'],
    [fahrenheit, 'fahrenheit', 'degfahrenheit', 'degreesfahrenheit', '°fahrenheit'],
  ),
  weight: toSpelled(
    [pounds, '[lb_av]', 'lb', 'lbs', 'pound', 'pounds'],
    [ounces, '[oz_av]', 'oz', 'ounce', 'ounces'],
  ),
  height: toSpelled([inches, '[in_i]', 'in', 'inch', 'inches']),
};

function toSpelled(...all: readonly (readonly [Conversion, ...string[]])[]): ReadonlyMap<string, Conversion> {
  return new Map(all.flatMap(([conversion, ...spellings]) => spellings.map((one) => [one, conversion])));
}

/** Without capitals, blanks and points. */
function toSpelling(unit: string): string {
  return unit.toLowerCase().replaceAll(' ', '').replaceAll('.', '');
}

/** Undefined where there is no number, or one with a comparator ("< 30"), which is no exact value. */
export function toMeasured(quantity: Quantity | undefined, kind: VitalKind | 'other'): Measured | undefined {
  if (quantity?.value === undefined || quantity.comparator !== undefined) return undefined;
  const value = quantity.value;
  const unit = trimmed(quantity.unit) ?? trimmed(quantity.code);
  const conversion = findConversion(quantity, kind);
  if (!conversion) return { value, unit };
  return { value: convert(value, conversion), unit: conversion.unit, original: { value, unit } };
}

function convert(value: number, { decimals, small, toMetric }: Conversion): number {
  const exact = toMetric(value);
  const factor = 10 ** (small && exact < small.below ? small.decimals : decimals);
  return Math.round(exact * factor) / factor;
}

function findConversion(quantity: Quantity, kind: VitalKind | 'other'): Conversion | undefined {
  const known = kind === 'other' ? undefined : conversions[kind];
  if (!known) return undefined;
  const { code = '', unit = '' } = quantity;
  return known.get(toSpelling(code)) ?? known.get(toSpelling(unit));
}

/** Units come from other servers: "constructor" is none. */
function findOwn<T>(record: Readonly<Record<string, T>>, key: string | undefined): T | undefined {
  return key !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

const sameUnits: Readonly<Record<string, string>> = {
  cel: 'c',
  '°c': 'c',
  'degrees c': 'c',
  'mm[hg]': 'mmhg',
  '{beats}/min': '/min',
  'beats/minute': '/min',
  'beats/min': '/min',
  bpm: '/min',
  '{breaths}/min': '/min',
  'breaths/minute': '/min',
  'breaths/min': '/min',
  '%{hemoglobinsaturation}': '%',
};

/** One spelling for units that mean the same, so that a trend isn't cut where only the spelling changed. */
export function toComparableUnit(unit: string | undefined): string {
  const lower = unit?.toLowerCase() ?? '';
  return findOwn(sameUnits, lower) ?? lower;
}
