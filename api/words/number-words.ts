// Measured numbers in words, never rounded in silence: what has more decimals than anybody measures carries "≈". Pure.
import type { Measured, VitalItem } from '../contract/values';
import type { SayValue } from './keys';

const decimals = 3;

export interface NumberWords {
  readonly number: (value: number) => string;
  /** With every decimal and its unit. */
  readonly measured: (measured: Measured) => string;
  /** Of a value that is there: "128/79", "36.6", words. */
  readonly vitalValue: (item: VitalItem) => string;
  readonly vitalOriginal: (item: VitalItem) => string | undefined;
}

export function toNumberWords(t: SayValue, language: string): NumberWords {
  const short = new Intl.NumberFormat(language, { maximumFractionDigits: decimals, useGrouping: false });
  // What is far below one keeps its first digits: 0.0004 isn't 0.
  const small = new Intl.NumberFormat(language, { maximumSignificantDigits: decimals, useGrouping: false });
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 20, useGrouping: false });
  const number = (value: number): string => {
    const text = (Math.abs(value) < 0.1 ? small : short).format(value);
    return isRounded(value) ? `≈${text}` : text;
  };
  const measured = ({ value, unit }: Measured): string =>
    unit ? t('patient.withUnit', { value: whole.format(value), unit }) : whole.format(value);
  return {
    number,
    measured,
    vitalValue: ({ systolic, diastolic, quantity, text }) => {
      if (systolic || diastolic)
        return [systolic, diastolic].map((part) => (part ? number(part.value) : '–')).join('/');
      return quantity ? number(quantity.value) : (text ?? '–');
    },
    vitalOriginal: ({ systolic, diastolic, quantity }) => {
      const parts = [quantity, systolic, diastolic].filter((part) => part !== undefined);
      if (!parts.some((part) => part.original || isRounded(part.value))) return undefined;
      return t('patient.original', {
        value: parts.map((part) => measured(part.original ?? part)).join(' / '),
      });
    },
  };
}

/** 36.60000000000001 is 36.6: what a computer adds by itself was never measured. */
function isRounded(value: number): boolean {
  const kept = Math.abs(value) < 0.1 ? Number(value.toPrecision(decimals)) : Number(value.toFixed(decimals));
  return Math.abs(kept - value) > Math.abs(value) * 1e-9;
}
