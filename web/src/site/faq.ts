export const faq = [
  {
    question: 'How soon is my server ready?',
    answer:
      'We start building when your payment is confirmed. The console shows each step, and we e-mail you as soon as you can sign in.',
  },
  {
    question: 'How can I pay?',
    answer:
      'From your wallet, by bank transfer or with cryptocurrency. A wallet pays orders and renewals at once, so nothing runs out by accident.',
  },
  {
    question: 'Is a stopped server still billed?',
    answer:
      'Yes. Its processor, memory and disk stay reserved for you until the service ends, so the price is the same whether it runs or not.',
  },
  {
    question: 'Can I cancel at any time?',
    answer:
      'Yes, in the console, at the end of the paid period or at once. You see what is kept and what is deleted before you confirm.',
  },
  {
    question: 'Do I get full access?',
    answer:
      'VPS and dedicated servers come with root access and the operating system you choose. Shared hosting comes with a control panel.',
  },
  {
    question: 'Where do I get help?',
    answer: 'Open a ticket in the console. People who run the servers answer it.',
  },
]
