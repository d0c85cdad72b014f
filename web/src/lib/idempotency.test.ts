import { renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useIdempotency } from '@/lib/idempotency'

test('an attempt keeps its key until the answer is final', () => {
  const { result } = renderHook(() => useIdempotency('order'))
  const first = result.current.key()
  result.current.settle({ status: 0 })
  result.current.settle({ status: 503 })
  result.current.settle({ status: 409, retry_after: 2 })
  expect(result.current.key()).toBe(first)
  result.current.settle({ status: 422 })
  expect(result.current.key()).not.toBe(first)
})

test('forms have their own keys', () => {
  const order = renderHook(() => useIdempotency('order')).result.current
  const pay = renderHook(() => useIdempotency('pay')).result.current
  expect(order.key()).not.toBe(pay.key())
})
