import { expect, test } from 'vitest'
import { contrastWithWhite } from '@/lib/contrast'

test('white on white, on black, and on the brand', () => {
  expect(contrastWithWhite('#ffffff')).toBeCloseTo(1)
  expect(contrastWithWhite('#000000')).toBeCloseTo(21)
  expect(contrastWithWhite('#2563ea')).toBeGreaterThan(4.5)
  expect(contrastWithWhite('#ffee00')).toBeLessThan(4.5)
})
