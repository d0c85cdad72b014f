import type { PaymentInstructions } from '@/api/generated/types.gen'
import { CopyText } from '@/components/copy-button'
import { DateText } from '@/components/time'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'
import { decimalText, formatMoney } from '@/lib/format'

/** Where to pay, how much, and with which reference; everything can be copied. */
export function PaymentInstructionsCard({ instructions }: { instructions: PaymentInstructions }) {
  return (
    <Card aria-label="Payment details">
      <CardHeader>
        <CardTitle>How to pay</CardTitle>
        <CardDescription>
          Please pay {formatMoney(instructions.amount)} by <DateText value={instructions.due_on} />.
        </CardDescription>
      </CardHeader>
      <CardContent className="flex flex-col gap-5">
        <DescriptionList>
          <DescriptionItem term="Amount">
            <CopyText value={decimalText(instructions.amount)} label="Copy amount" />
          </DescriptionItem>
          <DescriptionItem term="Reference">
            <CopyText value={instructions.reference} label="Copy reference" />
          </DescriptionItem>
        </DescriptionList>
        {instructions.bank_accounts.map((account) => (
          <DescriptionList key={account.account_number} className="border-t pt-4">
            <DescriptionItem term="Bank">{account.bank}</DescriptionItem>
            <DescriptionItem term="Account holder">{account.holder}</DescriptionItem>
            <DescriptionItem term="Account number">
              <CopyText value={account.account_number} label="Copy account number" />
            </DescriptionItem>
            {account.bank_code ? (
              <DescriptionItem term="Bank code">
                <CopyText value={account.bank_code} label="Copy bank code" />
              </DescriptionItem>
            ) : null}
            <DescriptionItem term="Currency">{account.currency}</DescriptionItem>
          </DescriptionList>
        ))}
        {instructions.crypto.map((place) => (
          <DescriptionList key={`${place.asset}-${place.network}`} className="border-t pt-4">
            <DescriptionItem term="Asset and network">
              {place.asset} on {place.network}
            </DescriptionItem>
            <DescriptionItem term="Address">
              <CopyText value={place.address} label={`Copy ${place.asset} address`} />
            </DescriptionItem>
          </DescriptionList>
        ))}
        {instructions.instructions ? (
          <p className="text-dense text-muted-foreground">{instructions.instructions}</p>
        ) : null}
      </CardContent>
    </Card>
  )
}
