import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { AuthCard } from '@/components/layout/auth-shell'
import { CheckInbox } from '@/features/auth/check-inbox'
import { RegisterForm } from '@/features/auth/register-form'
import { useAfterLogin } from '@/features/auth/use-after-login'

export function RegisterPage({ redirect, referral }: { redirect?: string; referral?: string }) {
  const [email, setEmail] = useState<string | null>(null)
  const afterLogin = useAfterLogin(redirect)
  if (email) return <CheckInbox email={email} onContinue={afterLogin} />
  return (
    <AuthCard
      title="Create an account"
      lead="One account for your servers, bills and support."
      footer={
        <>
          Already a customer?{' '}
          <Link to="/login" search={{ redirect }} className="text-link hover:underline">
            Sign in
          </Link>
        </>
      }
    >
      <RegisterForm referral={referral} onDone={setEmail} />
    </AuthCard>
  )
}
