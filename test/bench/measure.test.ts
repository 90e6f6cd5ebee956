import { expect, it } from 'vitest';
import { interleave, repeat, toMedian, toQuick, toRatio } from './measure';

it('takes the middle, or the mean of the two in the middle', () => {
  expect(toMedian([3, 1, 2])).toBe(2);
  expect(toMedian([4, 1, 2, 3])).toBe(2.5);
});

it('a ratio is the median of the ratios of each round', () => {
  expect(toRatio([10, 100, 30], [5, 50, 10])).toBe(2);
});

it('every round runs every way once, each in turn as the first; warm-ups are not counted', async () => {
  const order: string[] = [];
  const way = (name: string) => async () => {
    order.push(name);
    return order.length;
  };
  const times = await interleave({ a: way('a'), b: way('b') }, 2, 1);
  expect(order.join('')).toBe('abbaab');
  expect(times).toEqual({ a: [4, 5], b: [3, 6] });
});

it('repeats so often, and keeps what each time took', async () => {
  const took = [5, 100, 7];
  expect(await repeat(3, async () => took.shift() ?? 0)).toEqual([5, 100, 7]);
  expect(took).toEqual([]);
});

it('a quarter is quicker than what is reached undisturbed, and slow moments move nothing', () => {
  expect(toQuick([8, 1, 2, 3, 4, 5, 6, 7])).toBe(3);
  expect(toQuick([800, 1, 2, 3, 400, 500, 600, 700])).toBe(3);
  expect(toQuick([5])).toBe(5);
});
