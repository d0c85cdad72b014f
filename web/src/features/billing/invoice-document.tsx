import type { InvoiceDetail, Party } from '@/api/generated/types.gen'
import { Money } from '@/components/money'
import { DateText } from '@/components/time'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { countryName } from '@/lib/countries'
import { cycleLabels, methodLabels } from '@/lib/words'

/** The document as it stands: dates, lines, totals, payments. Shared by the customer's and the staff's page. */
export function InvoiceDocument({ invoice }: { invoice: InvoiceDetail }) {
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <Card aria-label="Dates and references">
        <CardContent>
          <DescriptionList className="sm:grid-cols-2 lg:grid-cols-4">
            <DescriptionItem layout="stack" term="Reference">
              {invoice.reference}
            </DescriptionItem>
            <DescriptionItem layout="stack" term="Issued">
              <DateText value={invoice.issued_on} />
            </DescriptionItem>
            <DescriptionItem layout="stack" term="Due">
              <DateText value={invoice.due_on} />
            </DescriptionItem>
            <DescriptionItem layout="stack" term="Paid">
              {invoice.paid_at ? <DateText value={invoice.paid_at} /> : '–'}
            </DescriptionItem>
          </DescriptionList>
        </CardContent>
      </Card>
      <Parties invoice={invoice} />
      <Card aria-label="Lines" className="overflow-hidden pt-0 sm:pt-0">
        <div className="overflow-x-auto">
          <Table aria-label="Invoice lines">
            <TableHeader>
              <TableRow>
                <TableHead>Description</TableHead>
                <TableHead className="text-right">Qty</TableHead>
                <TableHead className="text-right">Price</TableHead>
                <TableHead className="text-right">Amount</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {invoice.lines.map((line) => (
                <TableRow key={`${line.kind}-${line.description}`}>
                  <TableCell>
                    {line.description}
                    <span className="block text-muted-foreground text-xs">
                      {line.detail ?? (line.cycle ? cycleLabels[line.cycle] : 'Once')}
                    </span>
                  </TableCell>
                  <TableCell className="tnum text-right">{line.quantity}</TableCell>
                  <TableCell className="text-right">
                    <Money value={line.unit_amount} />
                  </TableCell>
                  <TableCell className="text-right">
                    <Money value={line.amount} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
        <CardContent>
          <dl className="ml-auto flex max-w-xs flex-col gap-1.5">
            <Row term="Subtotal">
              <Money value={invoice.subtotal} />
            </Row>
            {invoice.discount.amount > 0 ? (
              <Row term="Discount">
                <Money value={{ ...invoice.discount, amount: -invoice.discount.amount }} />
              </Row>
            ) : null}
            {invoice.tax.amount > 0 ? (
              <Row term="Tax">
                <Money value={invoice.tax} />
              </Row>
            ) : null}
            <Row term="Total" strong>
              <Money value={invoice.total} />
            </Row>
            {invoice.status === 'void' ? null : (
              <Row term="Still to pay">
                <Money value={invoice.amount_due} />
              </Row>
            )}
          </dl>
        </CardContent>
      </Card>
      {invoice.payments.length > 0 ? <Payments invoice={invoice} /> : null}
    </div>
  )
}

function Parties({ invoice }: { invoice: InvoiceDetail }) {
  return (
    <Card aria-label="Seller and buyer">
      <CardContent className="grid gap-6 sm:grid-cols-2">
        <PartyBlock title="From" party={invoice.seller} />
        <PartyBlock title="Billed to" party={invoice.buyer} />
      </CardContent>
    </Card>
  )
}

function PartyBlock({ title, party }: { title: string; party: Party }) {
  return (
    <div className="min-w-0 break-words">
      <h2 className="mb-1 text-muted-foreground">{title}</h2>
      <p className="font-medium">{party.name}</p>
      {party.address_lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {party.country ? <p>{countryName(party.country)}</p> : null}
      {party.tax_id ? <p className="text-muted-foreground">Tax ID {party.tax_id}</p> : null}
    </div>
  )
}

function Row({
  term,
  strong = false,
  children,
}: {
  term: string
  strong?: boolean
  children: React.ReactNode
}) {
  return (
    <div className="flex items-baseline justify-between gap-6">
      <dt className={strong ? 'font-medium' : 'text-muted-foreground'}>{term}</dt>
      <dd className={strong ? 'font-semibold text-lg' : undefined}>{children}</dd>
    </div>
  )
}

function Payments({ invoice }: { invoice: InvoiceDetail }) {
  return (
    <Card aria-label="Payments">
      <CardHeader>
        <CardTitle>Payments</CardTitle>
      </CardHeader>
      <CardContent>
        <ul className="flex flex-col gap-3">
          {invoice.payments.map((payment) => (
            <li key={payment.id} className="flex items-baseline justify-between gap-4">
              <span>
                {methodLabels[payment.method]}
                <span className="block break-all text-muted-foreground text-xs">
                  {payment.reference} · <DateText value={payment.received_on} />
                </span>
              </span>
              <Money value={payment.amount} />
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  )
}
