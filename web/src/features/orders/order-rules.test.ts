import { describe, expect, test } from 'vitest'
import { shortfallOf } from '@/features/orders/order-form/payment-section'
import { misfit } from '@/features/orders/order-form/use-order-draft'
import { saving } from '@/lib/words'
import { debian, panel, plan, quoteOf, windows } from '@/test/catalogue'
import { usd } from '@/test/fixtures'

describe('an add-on fits or says why not', () => {
  test('its kind of plan and its system', () => {
    expect(misfit(panel, 'vps', debian)).toBeNull()
    expect(misfit(panel, 'shared', undefined)).toBe('Not offered with this kind of plan')
    expect(misfit(panel, 'vps', windows)).toBe('Does not run on Windows Server 2022')
  })
})

describe('what the wallet lacks', () => {
  test('nothing when it holds enough, or is not known yet', () => {
    expect(shortfallOf(usd(1999), quoteOf(1999))).toBeNull()
    expect(shortfallOf(undefined, quoteOf(1999))).toBeNull()
    expect(shortfallOf(usd(0), undefined)).toBeNull()
  })
  test('the difference otherwise', () => {
    expect(shortfallOf(usd(1500), quoteOf(1999))).toEqual(usd(499))
  })
})

describe('what a longer term saves', () => {
  test('whole percent against paying monthly, rounded down', () => {
    expect(saving(plan, 'quarterly')).toBe(8)
  })
  test('nothing for the month itself, an equal price, or a term that is not sold', () => {
    expect(saving(plan, 'monthly')).toBeNull()
    expect(saving(plan, 'yearly')).toBeNull()
    expect(saving(plan, 'biennial')).toBeNull()
  })
})
