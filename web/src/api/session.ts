import { queryOptions } from '@tanstack/react-query'
import { meGetOptions, meGetQueryKey, siteGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import { authLogin, authLogout, authRegister, authStepUp } from '@/api/generated/sdk.gen'
import type { LoginRequest, RegisterRequest, StepUpRequest } from '@/api/generated/types.gen'
import { request } from '@/api/runtime'

export type { Me, Site, User } from '@/api/generated/types.gen'

export const meQueryKey = meGetQueryKey()

/** Who is signed in. Guards await it; pages read it with `useMe()`. */
export const meOptions = () => queryOptions({ ...meGetOptions(), staleTime: 60_000 })

/** Brand, mode and demo logins; needs no session. */
export const siteOptions = () => queryOptions({ ...siteGetOptions(), staleTime: 5 * 60_000 })

export const login = (body: LoginRequest) => authLogin({ body, throwOnError: true })
export const logout = () => authLogout({ throwOnError: true })
export const register = (body: RegisterRequest) => authRegister({ body, throwOnError: true })
export const stepUp = (body: StepUpRequest) => authStepUp({ body, throwOnError: true })

const post = (path: string, body: object) =>
  request<unknown>(`/api/v1/auth/${path}`, { method: 'POST', body })

export const forgotPassword = (body: { email: string }) => post('forgot-password', body)
export const resetPassword = (body: { token: string; password: string }) => post('reset-password', body)
export const verifyEmail = (body: { token: string }) => post('verify-email', body)
export const resendVerification = (body: { email?: string }) => post('resend-verification', body)
