import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { login } from '@/api/session'
import { AuthCard } from '@/components/layout/auth-shell'
import { LoginForm } from '@/features/auth/login-form'
import { redirectLabel } from '@/features/auth/redirect-label'
import type { LoginValues } from '@/features/auth/schemas'
import { TwoFactorForm } from '@/features/auth/two-factor-form'
import { useAfterLogin } from '@/features/auth/use-after-login'
import { useBrandName } from '@/lib/use-session'

/** Password first; when the server wants a second factor, the same call is made again with a code. */
export function LoginPage({ redirect }: { redirect?: string }) {
  const [challenge, setChallenge] = useState<LoginValues | null>(null)
  const brand = useBrandName()
  const afterLogin = useAfterLogin(redirect)
  const target = redirectLabel(redirect)
  if (challenge) {
    return (
      <TwoFactorForm
        onSubmit={async (proof) => {
          await login({ ...challenge, ...proof })
          await afterLogin()
        }}
        onBack={() => setChallenge(null)}
      />
    )
  }
  return (
    <AuthCard
      title="Sign in"
      lead={target ? `Sign in to continue to ${target}.` : `Welcome back to ${brand}.`}
      footer={
        <>
          New here?{' '}
          <Link to="/register" search={{ redirect }} className="text-link hover:underline">
            Create an account
          </Link>
        </>
      }
    >
      <LoginForm onDone={afterLogin} onTwoFactor={setChallenge} />
    </AuthCard>
  )
}
