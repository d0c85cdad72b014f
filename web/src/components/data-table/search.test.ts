import { expect, test } from 'vitest'
import {
  anyText,
  anyTexts,
  flag,
  listSearch,
  oneOf,
  searchOf,
  wholeNumber,
} from '@/components/data-table/search'

const read = searchOf({
  ...listSearch,
  status: oneOf(['open', 'paid']),
  tags: anyTexts,
  placed: flag,
  step: wholeNumber(1, 4),
  account: anyText,
})

test('keeps what it knows and leaves out the rest', () => {
  expect(
    read({ q: 123, status: 'paid', step: '2', tags: ['a', 1], placed: true, other: 'x', limit: 50 }),
  ).toEqual({
    q: '123',
    status: 'paid',
    step: 2,
    tags: ['a'],
    placed: true,
    limit: 50,
  })
})

test('a mistyped URL is no error', () => {
  expect(read({ status: 'lost', step: 9, limit: 1000, tags: 'a', placed: 'yes', account: {} })).toEqual({})
})
