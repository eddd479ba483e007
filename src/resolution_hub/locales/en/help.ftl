# The customer's help pages.

## Frame

help-help = Help
help-brand = { $shop } help, start
help-nav = Help pages
help-articles = Articles
help-messages = Messages
help-desk = Desk
help-unread = unread
help-unread-one = Unread:
help-a-person = a person
help-door = Talk to a person
help-door-waiting = You’re in line
help-door-with = With { $name }
help-trust = { $shop } never asks for a password or a card number, here or on the phone.
help-demo-shop = This is a demo shop.
help-demo-money = Sandbox money, invented people.
help-demo-you-are = You are { $name }.
help-demo-switch = Be someone else
help-demo-try = Try the demo as…
help-to-home = Go to the help home
help-not-found-title = There is no such page
help-not-found-text = The address may be old or mistyped. The help home leads everywhere.
help-gate-title = Sign in to see your orders
help-gate-text = Open help from your account in the shop, and your orders and messages will be here.
help-gate-demo = This belongs to a customer. In the demo you can be one.

## Home

help-home-title = Help home
help-hello = Hello { $name }, how can we help?
help-hello-visitor = How can we help?
help-ask-label = Your question
help-ask-placeholder = Ask in your own words
help-ask-send = Ask
help-ask-try = Try:
help-example-1 = How long does a refund take?
help-example-2 = Can I still cancel an order?
help-example-3 = My parcel never came
help-boxes = Is it about one of these?
help-boxes-none = Need something?
help-something-else = Something else
help-write-it = I’ll write it
help-more-help = I need more help
help-orders = Your recent orders
help-orders-none = When you order something, you can follow it here.
help-order = Order
help-order-number = Order { $number }
help-and-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
help-cases = Open with us
help-cases-none = Nothing is open. When we are working on something for you, it stands here.
help-case-since = Since { $day }
help-promises = What we promised
help-promise-by = By { $moment }
help-promise-late = Late
help-messages-what = A receipt for everything that was done
help-messages-unread =
    { $count ->
        [one] { $count } unread receipt
       *[other] { $count } unread receipts
    }
help-topics = Read about it
help-topic-all =
    { $count ->
        [one] See { $count } article
       *[other] See all { $count } articles
    }
help-invite-title = See it as a customer
help-invite-text = { $shop } is full of invented customers with late parcels, wrong charges and missing refunds. Be one of them, or an agent.

## Try as

help-try-title = Who would you like to be?
help-try-text = Everyone at { $shop } is invented, and the money is too. Pick a story and try to get it solved.
help-try-customers = Customers with a story
help-try-agents = People at the desk
help-try-anyone = Or any customer of the shop
help-try-search = Find a customer by name, email or id
help-try-nobody = Nobody fits. Try a part of a name.
help-try-desk = Desk
help-try-saying = Try saying
help-try-be = Be { $name }

## Chat

help-chat-title = Conversation
help-chat-log = Messages of this conversation
help-chat-welcome = What is it about?
help-chat-welcome-text = Write it in your own words. { $assistant } answers at once, and a person is one button away.
help-you = You:
help-automated = Automated
help-person-of = at { $shop }
help-choices = Ways to answer
help-else-text = Write what it is in your own words below, or let a person help.
help-newer = Newer messages
help-write-label = Your message
help-write-placeholder = Write a message
help-send = Send
help-too-long = That is too long to send: at most { $most } characters fit into one message. Please leave something out.
help-sending = Sending…
help-not-sent = Not sent.
help-send-again = Send again
help-discard = Discard
help-line-title = You’re in line for a person.
help-line-unknown = We’ll be with you as soon as we can.
help-line-next = You’re next.
help-line-ahead =
    { $count ->
        [one] { $count } person is ahead of you.
       *[other] { $count } people are ahead of you.
    }
help-line-back = Go on with the assistant

## Facts

help-see-order = See the order
help-see-parcel = See the parcel
help-follow-parcel = Follow the parcel
help-see-receipt = See the receipt
help-read-article = Read the article
help-product-price = Price in our catalogue
help-see-conversation = See the conversation
help-charged = Charged
help-on = On
help-method = Paid with
help-refunded = Refunded
help-refund = Refund
help-refund-granted = Granted, on its way out
help-refund-sent = Sent
help-refund-failed = Did not go through
help-to = To
help-arrives = Arrives
help-between = { $from } to { $to }
help-reference = Reference

## Parcels and orders

help-parcel-title = Parcel
help-parcel-return = Return parcel
help-parcel-what = Inside
help-parcel-came = Delivered
help-parcel-came-back = Back with us
help-parcel-expected = Expected
help-parcel-promised = Promised
help-parcel-no-day = No honest day can be named yet
help-parcel-late = Late by
help-parcel-last = Last seen
help-parcel-seen = last seen
help-parcel-news = News: { $status }. { $place }
help-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
help-days-late =
    { $count ->
        [one] { $count } day late
       *[other] { $count } days late
    }
help-step-1 = Packed
help-step-2 = On its way
help-step-3 = Out for delivery
help-step-4 = Delivered
help-step-return-1 = Label ready
help-step-return-2 = On its way
help-step-return-3 = Nearly here
help-step-return-4 = Back with us
help-route =
    { $count ->
        [one] The parcel was seen at { $from }.
       *[other] The way of the parcel from { $from } to { $to }, seen in { $count } places. The list below names each.
    }
help-scans = Every sighting
help-scans-all =
    { $count ->
        [one] Show { $count } sighting
       *[other] Show all { $count } sightings
    }
help-scans-none = The carrier has not seen this parcel yet. It will show here when they do.
help-wrong = Something wrong?
help-wrong-this = Something wrong with this?
help-wrong-parcel = Something is wrong with the parcel of my order { $number } ({ $item }).
help-wrong-order = Something is wrong with my order { $number } ({ $item }).
help-wrong-notice = Something is wrong with “{ $title }” ({ $reference }).
help-placed-on = Placed on { $day }
help-total = Total
help-parcels = Parcels
help-parcels-none = Nothing has been sent yet. The parcel will be here once it leaves us.

## Message Center

help-messages-none = Nothing here yet
help-messages-none-text = When we refund, cancel or change something, its receipt will be here.
help-receipt = Receipt
help-why = Why it was decided so
help-why-facts = What we looked at
help-why-clauses = What our rules say
help-why-version = Rulebook

## Articles

help-articles-search = Search the articles
help-articles-found =
    { $count ->
        [one] { $count } article found
       *[other] { $count } articles found
    }
help-articles-none = No article fits
help-articles-none-text = Try other words, or ask us.
help-articles-ask = Ask about it
help-article-updated = Updated on { $day }
help-article-more = Not what you were looking for?
help-article-ask = Ask about this
help-article-question = I have a question about “{ $title }”.
## Receipts to keep, and appeals

help-messages-search = Search receipts
help-messages-order = Receipts about
help-messages-every-order = Every order
help-messages-only-unread = Only unread
help-messages-no-such = No receipt fits
help-messages-all = Show all
help-decision = This decision
help-download-pdf = Receipt as PDF
help-download-json = Signed receipt (JSON)
help-download-what = The signed document, which the PDF holds too, lets anybody verify later what was decided, without asking us.
help-decided-by = Decided by { $name }: “{ $reason }”
help-superseded = A later decision stands in place of this one. It has a receipt of its own.
help-appeal = Appeal this decision
help-appeal-label = What should we know? (you don’t have to say)
help-appeal-text = A person who did not make this decision looks at everything and decides.
help-appeal-send = Send the appeal
help-appeal-leave = Not now
help-appeal-sent = Your appeal is with our team.
help-appealed = You appealed on { $moment }. It is with our team.
help-appealed-done = You appealed on { $moment }.

## Find my order

help-find = Find my order
help-find-text = Not signed in? Give the order’s number and the email address that you ordered with. We send a code there.
help-find-number = Order number
help-find-email = Email address
help-find-send = Send me a code
help-find-sent = If order { $number } was placed with { $email }, a code is on its way there. It works for 10 minutes.
help-find-code = The six digits of the code
help-find-open = Open the order
help-find-opened = The order that you opened
help-find-again = Send a new code
help-find-other = Another order or email
help-mailbox = Demo mailbox
help-mailbox-text = This is a demo: no mail is sent. What would have been is shown here.
help-mailbox-empty = Nothing yet.

## Photos in a conversation

help-photo-add = Add photos
help-photo-chosen = Photos to send
help-photo-alt = What is to be seen in photo { $number }, { $name }
help-photo-alt-hint = What is to be seen?
help-photo-remove = Take back photo { $number }, { $name }
help-photo-sending = Photos are being sent
help-photo-stop = Stop
help-photo-yours = Your photos
help-photo-number = Photo { $number }, without a description
help-photo-kind = “{ $name }” can’t be sent: photos have to be JPEG, PNG or WebP.
help-photo-large = “{ $name }” is larger than 10 MB.
help-photo-most = At most { $most } photos go at once. Send these first.

## Settlement programmes

help-programme-claims = Claims
help-programme-pays = What is paid
help-programme-site = The one right address
help-programme-phone = Phone
help-programme-never = Nobody will ask you for

## What can be done with an order, and what an act still needs

help-acts = What would you like to do?
help-acts-denied = What is not possible, and why
help-act-about = { $act } (order { $number })
help-act-of = { $act }: { $item }
help-act-cancel-order = Cancel it
help-act-change-items = Another size, colour or kind
help-act-change-address = Change the address
help-act-change-delivery = Get it faster
help-act-change-payment = Pay another way
help-act-price-drop = The price has dropped since
help-act-withdraw = Withdraw from the contract
help-act-return-items = Return
help-act-exchange-items = Exchange
help-act-damaged-item = Damaged, or does not work
help-act-wrong-item = The wrong thing came
help-act-missing-item = Something is missing
help-kind-cancel-order = Cancel it
help-kind-change-address = Change the address
help-kind-change-payment = Pay another way
help-kind-change-items = Another size, colour or kind before it leaves
help-kind-change-delivery = Get it faster
help-kind-return-items = Return something
help-kind-exchange-items = Exchange something
help-kind-report-problem = Report something damaged, wrong or missing
help-kind-withdraw = Withdraw from the contract
help-kind-adjust-price = Get a price difference back
help-wrong-else = Ask about this order
help-payments = Payments
help-paid = Paid with { $method }
help-paid-back = Paid back { $method }
help-confirm-yes = You agreed
help-confirm-other = No longer open
help-pick = Choose
help-pick-none = Tick what you mean first.
help-pick-these = { $count ->
    [one] Choose this
   *[other] Choose these ({ $count })
}
help-optional = (if there is one)
help-address-street = Street and number
help-address-more = Flat, floor, company
help-address-postcode = Postcode
help-address-city = Town
help-address-region = State or province
help-address-country = Country
help-address-choose = Choose…
help-address-use = Use this address
help-address-need-street = Write the street and number.
help-address-need-number = The number of the house is missing.
help-address-need-city = Write the town.
help-address-need-postcode = That is not a postcode of this country: { $country }.
help-address-need-region = Choose the state or province.

## Returns and subscriptions

help-returns = My returns
help-returns-what = Labels, deadlines and refunds
help-returns-none = Nothing is on its way back
help-returns-none-text = When you send something back, its label, its deadline and its refund stand here.
help-returns-closed = Done
help-return-when = Paid back
help-return-until = Hand in by
help-days-left = { $count ->
    [one] (1 day left)
   *[other] ({ $count } days left)
}
help-return-how = No printer? The code is enough at the counter.
help-return-code = Show this code at the counter
help-return-larger = Show large
help-return-pdf = Label to print
help-return-png = As a picture
help-return-places = Where to hand it in
help-return-places-none = The carrier names no place near you.
help-return-step-authorised = Ready
help-return-step-in-transit = On its way
help-return-step-received = Received
help-return-step-closed = Done
help-metres = { $count } m
help-kilometres = { $count } km
help-demo-hand-in = I dropped it off
help-demo-hand-in-text = Demo: the sandbox carrier takes the parcel to the shop in two minutes.
help-demo-handed-in = The carrier has your parcel.
help-subscriptions = My subscriptions
help-subscriptions-what = Pause, change or cancel
help-subscriptions-none = You have no subscription
help-subscriptions-none-text = When you subscribe to something, you can pause, change and cancel it here.
help-subscription-running = Running
help-subscription-trial = In its trial
help-subscription-trial-text = The trial ends on { $day }; after that it is charged.
help-subscription-paused = Paused
help-subscription-paused-text = It goes on by itself on { $day }.
help-subscription-ending = Cancelled
help-subscription-ending-text = You can use it until { $day }. Nothing more is charged.
help-subscription-ended = Ended
help-subscription-ended-text = It ended on { $day }.
help-subscription-pause = Pause
help-subscription-resume = Go on
help-subscription-change = Change the plan
help-subscription-cancel = Cancel
help-every-year = { $count ->
    [one] a year
   *[other] every { $count } years
}
help-every-month = { $count ->
    [one] a month
   *[other] every { $count } months
}
help-every-week = { $count ->
    [one] a week
   *[other] every { $count } weeks
}
help-every-day = { $count ->
    [one] a day
   *[other] every { $count } days
}

## Withdrawing from a contract

help-withdraw-here = Withdraw from contract here
help-withdraw = Withdraw from a contract
help-withdraw-text = In the European Union you may withdraw from most purchases within 14 days after they arrived, without giving a reason. It takes two steps, and you get a receipt with the date and time.
help-withdraw-step = Step { $step } of 2
help-withdraw-whose = First, show that the order is yours
help-withdraw-order = Which order is it?
help-withdraw-items = Which things?
help-withdraw-count = How many: { $item }
help-withdraw-nothing-left = Nothing is left of this order to withdraw from.
help-withdraw-name = Your name
help-withdraw-email = Your e-mail address
help-withdraw-other-email = Another address for this acknowledgement, if you like
help-withdraw-by-email = We acknowledge it by e-mail to this address, with the date and time.
help-withdraw-in-messages = We acknowledge it in your Message Center, with the date and time.
help-withdraw-next = Continue
help-withdraw-need-order = Choose the order first.
help-withdraw-need-items = Tick at least one thing.
help-withdraw-none = You have no orders yet
help-withdraw-none-text = When you buy something, you can withdraw from it here.
help-withdraw-check = Is this right?
help-withdraw-statement = I hereby give notice that I withdraw from the contract for these things of order { $number }, placed on { $day }.
help-withdraw-confirm = Confirm withdrawal
help-withdraw-back = Go back
help-withdraw-done = Your withdrawal has reached us
help-withdraw-done-at = { $day }, { $clock }
help-withdraw-asked = Being carried out
help-withdraw-carried = Carried out
help-withdraw-keep = This receipt says what you withdrew from and when. Keep it; a copy is in your Message Center.
help-withdraw-keep-visitor = This receipt says what you withdrew from and when. Keep it.
help-withdraw-next-steps = How it goes on
help-withdraw-refused = There is no right to withdraw from this
help-withdraw-refused-text = This is what our rules say. A person can look at it with you.
