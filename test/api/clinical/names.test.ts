import type { HumanName } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toChosenName } from '../../../api/clinical/names';
import { context, getR4, readR4 } from './sample';

const choose = (...names: HumanName[]) => toChosenName(names, context);
const representation = (valueCode: string) => [
  { url: 'http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation', valueCode },
];

describe('the name of a patient', () => {
  it('official, else usual, else the first without old, maiden, nickname or anonymous', () => {
    const usual: HumanName = { use: 'usual', family: 'Usual' };
    const plain: HumanName = { family: 'Plain' };
    const maiden: HumanName = { use: 'maiden', family: 'Maiden' };
    const official: HumanName = { use: 'official', family: 'Official' };
    expect(choose(maiden, plain, usual, official).name?.display).toBe('OFFICIAL');
    expect(choose(maiden, plain, usual).name?.display).toBe('USUAL');
    expect(choose(maiden, plain, { family: 'Later' }).name?.display).toBe('PLAIN');
  });

  it('a former name is shown only where there is no other: a row is never nameless', () => {
    expect(choose({ use: 'nickname', given: ['Jim'] }).name?.display).toBe('Jim');
  });

  it('a name whose period has ended is passed over', () => {
    const ended: HumanName = { use: 'official', family: 'Then', period: { end: '2002' } };
    expect(choose(ended, { family: 'Now' }).name?.display).toBe('NOW');
  });

  it('is shown as "FAMILY, Given", prefix and suffix apart', () => {
    const { name } = toChosenName(getR4('Patient', 'f001').name, context);
    expect(name).toMatchObject({ display: 'VAN DE HEUVEL, Pieter', suffix: 'MSc' });
    expect(choose({ given: ['Kenzi'] }).name?.display).toBe('Kenzi');
    expect(choose({ family: 'Green' }).name?.display).toBe('GREEN');
  });

  it('text only where there are no parts', () => {
    expect(toChosenName(getR4('Patient', 'f201').name, context).name?.display).toBe('BOR, Roelof Olaf');
    expect(toChosenName(getR4('Patient', 'ch-example').name, context).name?.display).toBe('张无忌');
  });

  it('other names stay searchable, each once', () => {
    const { otherNames } = toChosenName(getR4('Patient', 'example').name, context);
    expect(otherNames).toEqual(['Jim', 'WINDSOR, Peter James']);
  });

  it('an ideographic name stands in its own order with the phonetic one beneath, in whatever order they come', () => {
    const ide: HumanName = {
      use: 'official',
      family: '山田',
      given: ['太郎'],
      extension: representation('IDE'),
    };
    const syl: HumanName = {
      use: 'official',
      family: 'ヤマダ',
      given: ['タロウ'],
      extension: representation('SYL'),
    };
    const abc: HumanName = {
      use: 'official',
      family: 'Yamada',
      given: ['Taro'],
      extension: representation('ABC'),
    };
    for (const names of [
      [ide, syl, abc],
      [abc, syl, ide],
    ]) {
      expect(choose(...names).name).toMatchObject({ display: '山田 太郎', beneath: 'ヤマダ タロウ' });
    }
    expect(choose(abc, ide).name).toMatchObject({ display: '山田 太郎', beneath: 'YAMADA, Taro' });
  });

  it('knows the script by the characters where nothing marks it', () => {
    const han: HumanName = { use: 'official', family: '王', given: ['大明'] };
    const latin: HumanName = { use: 'official', family: 'Wang', given: ['Daming'] };
    expect(choose(latin, han).name).toMatchObject({ display: '王 大明', beneath: 'WANG, Daming' });
  });

  it('an English everyday name is another name, not the reading of an ideographic one', () => {
    const han: HumanName = { use: 'official', family: '王', given: ['大明'] };
    const everyday: HumanName = { use: 'usual', family: 'Wang', given: ['Peter'] };
    expect(choose(han, everyday)).toMatchObject({
      name: { beneath: undefined },
      otherNames: ['WANG, Peter'],
    });
  });

  it('a former name is not the reading of the present one', () => {
    const han: HumanName = { use: 'official', family: '王', given: ['大明'] };
    const former: HumanName = { ...han, family: 'ワン', given: ['ターミン'], period: { end: '2001' } };
    expect(choose(former, han).name).toMatchObject({ display: '王 大明', beneath: undefined });
  });

  it('there is no name where there is none', () => {
    expect(toChosenName(undefined, context).name).toBeUndefined();
    expect(choose({ use: 'official' }).name).toBeUndefined();
  });

  it('of the sample patients of the two synthetic sets everyone has one', () => {
    for (const patient of readR4('Patient', ['r4/synthea', 'r4/smart-converted-from-stu3'])) {
      expect(toChosenName(patient.name, context).name?.display).toMatch(/^[^,]+, \S/);
    }
  });
});
