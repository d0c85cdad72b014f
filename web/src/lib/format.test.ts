import { describe, expect, test } from 'vitest'
import { decimalText, formatDate, formatMoney, formatRelative, initials, parseAmount } from '@/lib/format'

describe('money', () => {
  test.each([
    [1999, 'USD', '$19.99'],
    [5, 'USD', '$0.05'],
    [-1999, 'USD', '-$19.99'],
    [123_456_789, 'USD', '$1,234,567.89'],
    [1999, 'JPY', '¥1,999'],
    [1999, 'KWD', 'KWD 1.999'],
    [9_007_199_254_740_991, 'USD', '$90,071,992,547,409.91'],
  ])('%i minor units of %s are %s', (amount, currency, text) => {
    expect(formatMoney({ amount, currency }).replaceAll('\u00a0', ' ')).toBe(text)
  })

  test('plain decimal text keeps the digits of the currency', () => {
    expect(decimalText({ amount: 7, currency: 'USD' })).toBe('0.07')
    expect(decimalText({ amount: 7, currency: 'JPY' })).toBe('7')
    expect(decimalText({ amount: -7, currency: 'KWD' })).toBe('-0.007')
  })

  test('typed amounts become minor units without floating point', () => {
    expect(parseAmount('19.99', 'USD')).toBe(1999)
    expect(parseAmount('19.9', 'USD')).toBe(1990)
    expect(parseAmount(' 1,250 ', 'USD')).toBe(125_000)
    expect(parseAmount('12', 'JPY')).toBe(12)
    expect(parseAmount('0.1', 'KWD')).toBe(100)
  })

  test.each(['', 'abc', '-5', '1.999', '1e3', '12.3.4'])('%j is not an amount of dollars', (text) => {
    expect(parseAmount(text, 'USD')).toBeNull()
  })
})

describe('dates', () => {
  test('a date is not shifted by the time zone', () => {
    expect(formatDate('2026-11-25', 'America/Los_Angeles')).toBe('25 Nov 2026')
    expect(formatDate('2026-09-01')).toBe('1 Sep 2026')
  })

  test('relative times read like speech', () => {
    const now = new Date('2026-11-25T12:00:00Z')
    expect(formatRelative('2026-11-25T11:59:30Z', now)).toBe('just now')
    expect(formatRelative('2026-11-22T12:00:00Z', now)).toBe('3 days ago')
    expect(formatRelative('2026-11-25T14:00:00Z', now)).toBe('in 2 hours')
  })
})

test('initials of one and of several names', () => {
  expect(initials('Maya Lindqvist')).toBe('ML')
  expect(initials('Plato')).toBe('P')
})
