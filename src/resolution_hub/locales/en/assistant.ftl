# What the assistant and the hub say. Plain words, no blame, no promise without a row.

item-and-more = { $more ->
    [one] { $item } and { $more } more item
   *[other] { $item } and { $more } more items
}
refund-time-now = at once
refund-time-days = within { $from } to { $to } business days

carrier-sandbox = Trail Post

## States

order-placed = Order received
order-preparing = Being packed
order-dispatched = On its way
order-delivered = Delivered
order-cancelled = Cancelled

scan-label_created = Label created
scan-picked_up = Picked up by the carrier
scan-in_transit = On the move
scan-exception = Held up
scan-out_for_delivery = Out for delivery
scan-delivery_failed = Delivery was tried
scan-delivered = Delivered
scan-returned_to_sender = Returned to us

parcel-late = { $days ->
    [one] { $days } day late
   *[other] { $days } days late
}
parcel-handed-over = Handed to the carrier
parcel-label_created = Waiting to be picked up
parcel-picked_up = Picked up
parcel-in_transit = On its way
parcel-exception = Held up on its way
parcel-out_for_delivery = Out for delivery today
parcel-delivery_failed = Delivery was tried
parcel-delivered = Delivered
parcel-returned_to_sender = Returned to us

case-state-open = In progress
case-state-acting = Being carried out
case-state-waiting = Waiting for a person
case-state-with_agent = With a person
case-state-resolved = Solved

## Boxes of the help home

box-charged-after-cancellation = { $amount } was charged on { $day }, after you cancelled { $item }
box-charged-twice = { $amount } for { $item } was charged twice
box-charged-wrong-rate = { $item } was charged { $amount } too high on { $day }
box-parcel-late = { $days ->
    [one] Your { $item } is { $days } day late
   *[other] Your { $item } is { $days } days late
}
box-parcel-held-up = Your { $item } is held up on its way
box-delivery-failed = Your { $item } could not be delivered
box-out-for-delivery = Your { $item } is out for delivery today
box-on-its-way = Your { $item } should arrive on { $day }
box-on-its-way-no-day = Your { $item } is on its way
box-delivered-today = Your { $item } was delivered today. Is it not there?
box-delivered = Your { $item } was delivered on { $day }. Is it not there?
box-return-on-its-way = { $count ->
    [one] Your return of { $item } is on its way to us
   *[other] Your return of { $count } items is on its way to us
}
box-return-received = { $count ->
    [one] We have received your { $item } back: { $amount } is due
   *[other] We have received your { $count } items back: { $amount } is due
}
box-refund-sent = { $amount } for { $item } is on its way back to you
box-can-still-cancel = Your { $item } has not left yet: you can still cancel
box-not-sent-yet = Your { $item } has not been sent yet

box-action-track-parcel = Track
box-action-not-received = It’s not here
box-action-cancel-order = Cancel order
box-action-change-address = Change where it goes
box-action-change-payment = Change payment
box-action-change-items = Change items
box-action-change-delivery = Change delivery
box-action-return-items = Return
box-action-exchange-items = Exchange
box-action-damaged-item = It’s damaged
box-action-wrong-item = It’s the wrong thing
box-action-missing-item = Something is missing
box-action-withdraw = Withdraw
box-action-price-drop = Get the difference
box-action-promo-code = See codes
box-action-balance = See balance
box-action-home-address = Change address
box-action-return-label = Show label
box-action-subscription = See plan
box-action-pause-subscription = Pause
box-action-change-subscription = Change plan
box-action-cancel-subscription = Cancel plan
box-action-find-refund = See refund
box-action-billing-error = Get a refund
box-action-person = Talk to a person

example-track = Where is my { $item }?
example-cancel = Cancel my order
example-refund = Where is my refund?
example-billing = Subscription refund
example-return = How do I return something?
example-delivery = How long does delivery take?
example-person = I’d like to talk to a person

## Cases

case-track-parcel = Where is my parcel
case-track-parcel-item = Where is my parcel: { $item }
case-not-received = Delivered but not received
case-not-received-item = Delivered but not received: { $item }
case-cancel-order = Cancel an order
case-cancel-order-item = Cancel an order: { $item }
case-change-address = Change the address
case-change-address-item = Change the address: { $item }
case-change-payment = Change how an order is paid
case-change-payment-item = Change how an order is paid: { $item }
case-change-items = Change what is ordered
case-change-items-item = Change what is ordered: { $item }
case-change-delivery = Change the delivery speed
case-change-delivery-item = Change the delivery speed: { $item }
case-return-items = Return
case-return-items-item = Return: { $item }
case-exchange-items = Exchange
case-exchange-items-item = Exchange: { $item }
case-damaged-item = Damaged or not working
case-damaged-item-item = Damaged or not working: { $item }
case-wrong-item = Wrong item
case-wrong-item-item = Wrong item: { $item }
case-missing-item = Something is missing
case-missing-item-item = Something is missing: { $item }
case-withdraw = Withdrawal from a contract
case-withdraw-item = Withdrawal from a contract: { $item }
case-price-drop = The price has dropped
case-price-drop-item = The price has dropped: { $item }
case-promo-code = Promo code
case-promo-code-item = Promo code: { $item }
case-balance = Gift card and store credit
case-balance-item = Gift card and store credit: { $item }
case-home-address = My address
case-home-address-item = My address: { $item }
case-return-label = Return label
case-return-label-item = Return label: { $item }
case-subscription = My subscription
case-subscription-item = My subscription: { $item }
case-pause-subscription = Pause a subscription
case-pause-subscription-item = Pause a subscription: { $item }
case-change-subscription = Change a plan
case-change-subscription-item = Change a plan: { $item }
case-cancel-subscription = Cancel a subscription
case-cancel-subscription-item = Cancel a subscription: { $item }
case-find-refund = Where is my refund
case-find-refund-item = Where is my refund: { $item }
case-billing-error = Billing error
case-billing-error-item = Billing error: { $item }
case-person = Talk to a person
case-person-item = Talk to a person: { $item }

why-asked = Asked for a person
why-more_help = Needs more help
why-high_value = High value
why-frustrated = Sounds frustrated
why-urgent = Urgent
why-not_understood = The assistant did not understand
why-needs_approval = The rulebook asks for a person
why-not_received = Delivered but not received
why-act_failed = Something could not be carried out
why-not_solved = The customer says it is not solved

why-promise_late = A promise to the customer is late
why-safety = Words of danger: look at once
why-legal = Speaks of lawyers, authorities or the bank
why-fraud = Somebody may be acting in the customer’s name

promise-send-refund = We send your refund
promise-tell-outcome = We tell you whether the order could be cancelled
promise-person-answers = A person answers you
promise-late = I’m sorry: I told you “{ $promise }” by { $due }, and that did not happen. Your case now comes before others in the line.

## Buttons

choice-person = Talk to a person
choice-more-help = I need more help
choice-something-else = Something else
choice-confirm-cancel = Yes, cancel it
choice-decline-cancel = Keep the order
choice-solved-yes = Yes, it’s solved
choice-solved-no = No
choice-helped = That helps
choice-found-it = I found it
choice-order = { $item } ({ $number })
choice-topic-track-parcel = Where is my parcel?
choice-topic-not-received = It says delivered but it is not here
choice-topic-cancel-order = Cancel an order
choice-topic-change-address = Change the address of an order
choice-topic-change-payment = Pay an order another way
choice-topic-change-items = Another size, colour or kind before it leaves
choice-topic-change-delivery = Get an order faster
choice-topic-return-items = Return something
choice-topic-exchange-items = Exchange something
choice-topic-damaged-item = Something is damaged or does not work
choice-topic-wrong-item = I got the wrong thing
choice-topic-missing-item = Something is missing
choice-topic-withdraw = Withdraw from a contract
choice-topic-price-drop = The price has dropped since
choice-topic-promo-code = A promo code
choice-topic-balance = My gift card or store credit
choice-topic-home-address = Change my address for new orders
choice-topic-return-label = My return label
choice-topic-subscription = My subscription
choice-topic-pause-subscription = Pause or resume my subscription
choice-topic-change-subscription = Change my plan
choice-topic-cancel-subscription = Cancel my subscription
choice-topic-find-refund = Where is my refund?
choice-topic-billing-error = A charge looks wrong
choice-topic-person = Talk to a person

## The talk

hello-customer = Hello { $name }, I’m { $assistant }, the automated assistant of { $shop }. What can I do for you?
hello-visitor = Hello, I’m { $assistant }, the automated assistant of { $shop }. What can I do for you?
you-are-welcome = You’re welcome. Is there anything else?
goodbye = Thank you for stopping by. You can come back to this conversation at any time.
something-else = Of course. Tell me in your own words, or talk to a person.
which-order = Which order do you mean?
which-topic = I want to be sure that I understood. Which one is it?
unknown-order = I can’t find order { $number } among your orders. Please check the number, or choose one of these.
unknown-order-none = I can’t find order { $number } among your orders. Please check the number.
sign-in-first = To look at orders and charges I need to know that it’s you. Please sign in at { $shop } and come back here, or talk to a person.
not-understood = I’m sorry, I did not understand that. Could you say it another way, or choose one of these?
not-understood-again = I’m sorry, I still don’t understand, and I don’t want to waste your time. A person can take over right now.
cannot-do-yet = I can’t do that myself. A person can, and will see everything that you wrote here.
offer-person-high-value = Because of the value of this order, a person can look at it with you right away.
offer-person-frustrated = I’m sorry about this. A person can take over right now if you like.
offer-person-urgent = If this can’t wait, a person can take over right now.
offer-person-safety = If anybody is in danger, please stop using it and get help first. A person here can take over right now.
offer-person-legal = A person should look at this with you. One can take over right now.
offer-person-fraud = Let’s make this safe. A person can take over right now.
offer-person-not-understood = A person can take over right now if you like.

no-orders = I can’t find any orders of yours yet.
track-not-sent = Your order { $number } ({ $item }) from { $day } has not been sent yet. It is { $state }.
track-state-placed = in line to be packed
track-state-preparing = being packed now
track-cancelled = Your order { $number } ({ $item }) was cancelled, so nothing is on its way.
track-delivered = Your { $item } (order { $number }) was delivered on { $moment }. Last place: { $place }.
track-out-for-delivery = Your { $item } (order { $number }) is out for delivery and should arrive today. Last seen: { $place }, { $moment }.
track-late = { $days ->
    [one] Your { $item } (order { $number }) is { $days } day late, and I’m sorry about that. It was promised for { $promised }. Last seen: { $place }, { $moment }.
   *[other] Your { $item } (order { $number }) is { $days } days late, and I’m sorry about that. It was promised for { $promised }. Last seen: { $place }, { $moment }.
}
track-late-expected = { $days ->
    [one] Your { $item } (order { $number }) is { $days } day late, and I’m sorry about that. It was promised for { $promised }; the carrier now expects { $expected }. Last seen: { $place }, { $moment }.
   *[other] Your { $item } (order { $number }) is { $days } days late, and I’m sorry about that. It was promised for { $promised }; the carrier now expects { $expected }. Last seen: { $place }, { $moment }.
}
track-held-up = Your { $item } (order { $number }) is held up in { $place } since { $moment }. The carrier has not said more yet.
track-failed = The carrier tried to deliver your { $item } (order { $number }) on { $moment } and could not. Last place: { $place }.
track-returned = Your { $item } (order { $number }) is on its way back to us. Last place: { $place }, { $moment }.
track-on-its-way = Your { $item } (order { $number }) is on its way and expected on { $expected }. Last seen: { $place }, { $moment }.
track-on-its-way-no-day = Your { $item } (order { $number }) is on its way. The carrier has not named a day. Last seen: { $place }, { $moment }.
track-handed-over = Your { $item } (order { $number }) was handed to { $carrier }, tracking number { $tracking }. The carrier has not scanned it yet, so I can’t name a day.
track-handed-over-expected = Your { $item } (order { $number }) was handed to { $carrier }, tracking number { $tracking }. It is expected on { $expected }; the carrier has not scanned it yet.
track-label = The label for your { $item } (order { $number }) is made, and the parcel waits to be picked up.

not-received-none = I can’t find an order of yours that was delivered in the last 30 days. Which order is it about? You can type its number.
not-received-seen = The carrier says that your { $item } (order { $number }) was delivered on { $moment }, at this place: { $place }. Please look there and ask whoever may have taken it in.
not-received-person = If it is not there, a person looks at it with you: they see the carrier’s proof and decide what we do.

cancel-none = I can’t find an order of yours that could be cancelled.
cancel-confirm = You can still cancel order { $number } ({ $item }). Shall I do it?
cancel-confirm-title = Cancel order { $number }
cancel-confirm-items = What is cancelled
cancel-confirm-refund = Goes back to { $method }
cancel-confirm-when = When
cancel-confirm-when-value = { $time } after we send it, which is right after the shop confirms
cancel-refused = I can’t cancel order { $number } ({ $item }). { $reason }
cancel-instead-returned = You can refuse the parcel at the door or send it back after it has arrived, and get your money back.
cancel-started = I’m cancelling order { $number } now. I’ll tell you here as soon as the shop confirms.
cancel-already = Order { $number } is being cancelled already. I’ll tell you here as soon as the shop confirms.
cancel-kept = All right, nothing was changed. Your order { $number } goes ahead.
cancel-done = Order { $number } is cancelled. Nothing will be sent.
cancel-done-refund = Order { $number } is cancelled, and { $amount } is on its way back to you.
cancel-too-late = The shop’s warehouse was faster: order { $number } had just left when I tried to cancel it. Nothing was charged or refunded. A person will look at it with you.

refund-none = There is no refund or return of yours under way.
refund-sent = { $amount } for { $item } was sent to { $method } on { $day }. It is usually seen { $time } after that.
refund-sent-now = { $amount } for { $item } was put back on { $method } on { $day }.
refund-granted = { $amount } for { $item } is decided and being sent to { $method } right now.
refund-failed = { $amount } for { $item } could not be sent to { $method }. A person needs to look at this.
refund-return-in-transit = Your return of { $item } is on its way to us. { $amount } is refunded after we have received and checked it.
refund-return-received = We have received your return of { $item }. { $amount } is refunded once it has been checked.
refund-return-authorised = Your return of { $item } is registered. Once you hand it to the carrier and we have received it, { $amount } is refunded.

billing-found-after-cancellation = You cancelled { $item } on { $cancelled } and it ended on { $ended }. On { $charged } you were still charged { $amount }. That should not have happened, and I’m sorry.
billing-found-twice = You were charged { $amount } for { $item } twice; the second time was on { $charged }. That should not have happened, and I’m sorry.
billing-found-wrong-rate = On { $charged } you were charged { $amount } more for { $item } than its price. That should not have happened, and I’m sorry.
billing-refunding = I’m refunding { $amount } to { $method } now. You will see it { $time }.
billing-needs-person = { $reason } I’m bringing in a person who can decide this.
billing-no-error = I looked through your charges and can’t find a billing error.
billing-no-charges = I looked, and there are no charges on your account.
billing-active = Your { $plan } is active. It is billed every { $days } days at { $price }.
billing-ended = Your { $plan } ended on { $day }. Nothing was charged after that.
billing-already = { $amount } of this was refunded already: see the refund below.
billing-door = If you think that something is wrong, a person will look at it with you. This is what was charged, when and for what:
billing-done = Done: { $amount } was sent back to { $method }. You will see it { $time }.

journey-refund-failed = The payment provider did not take the refund of { $amount }. A person will look at it and write to you here.

person-coming = { $ahead ->
    [one] A person will be with you here as soon as one is free. There is { $ahead } person before you. They will see everything that you wrote.
   *[other] A person will be with you here as soon as one is free. There are { $ahead } people before you. They will see everything that you wrote.
}
person-coming-next = A person will be with you here as soon as one is free. You are next in line. They will see everything that you wrote.
person-joined = { $agent } has joined and has read what happened so far.
person-left = { $agent } has handed the conversation back to { $assistant }.
person-solved = Thank you. This case is solved; write here if it comes back, and it opens again.
back-to-assistant = All right, { $assistant } goes on with you.
ask-solved = { $agent } asks: is your problem solved?
still-open = Thank you for telling me. It stays open.

## Receipts

receipt-refund-title = Refund of { $amount }
receipt-refund-what = { $amount } was sent back to { $method } on { $day }.
receipt-refund-why-after-cancellation = You were charged for { $item } after it was cancelled.
receipt-refund-why-twice = You were charged for { $item } twice.
receipt-refund-why-wrong-rate = You were charged more for { $item } than its price.
receipt-refund-why-cancelled = Your order { $item } was cancelled.
receipt-refund-when = It is usually seen { $time } after that.
receipt-refund-when-now = It can be used at once.
receipt-cancel-title = Order { $number } cancelled
receipt-cancel-what = Order { $number } ({ $item }) was cancelled on { $day } and will not be sent.
receipt-cancel-refund = { $amount } goes back to { $method }; there is a receipt of its own for it.
receipt-cancel-no-refund = Nothing was left to refund.

## Rulings in plain words

verdict-allow = Allowed
verdict-need-evidence = Evidence needed
verdict-need-approval = A person decides
verdict-deny = Not allowed
verdict-none = Nothing against it

clause-billing-error-is-proven = A charge that the records show to be wrong goes back.
clause-billing-error-is-recent = A charge older than the rulebook’s window is looked at by a person first.
clause-billing-error-within-limit = Up to the rulebook’s limit the refund is made at once.
clause-never-more-than-was-paid = Refunds never exceed what was paid.
clause-order-not-dispatched = An order can be cancelled while the shop still has it.

reason-no-error-found = The records show no error.
reason-charge-is-old = This charge is older than I may decide alone.
reason-currency-has-no-limit = I have no limit in this currency.
reason-over-the-limit = The amount is above what I may decide alone.
reason-already-refunded = It was refunded already.
reason-no-rule-allows-it = No rule allows it.
reason-parcel-has-left = Its parcel is with the carrier already.
reason-order-is-placed = It cannot be cancelled at this stage.
reason-order-is-preparing = It is being packed already.
reason-order-is-dispatched = It has been sent already.
reason-order-is-delivered = It has been delivered already.
reason-order-is-cancelled = It was cancelled before.

fact-charged = { $amount } was charged on { $day }.
fact-cancelled = It was cancelled on { $day }.
fact-ended = It ended on { $day }.
fact-error-none = The records show no error.
fact-error-charged-after-cancellation = The charge came after the end.
fact-error-charged-twice = The same thing was charged shortly before.
fact-error-charged-wrong-rate = The charge is above the agreed price.
fact-wrong = { $amount } should not have been charged.
fact-order = Order { $number }: { $state }.
fact-parcel-scanned = The carrier has scanned a parcel of it.
fact-no-parcel-scanned = No parcel of it is with the carrier.
fact-refundable = { $amount } was paid and not refunded.

## Journal

act-case_opened = Case opened
act-case_act = Carrying out began
act-case_done = Carried out
act-case_failed = Could not be carried out
act-case_ask_person = A person was asked for
act-case_claim = Taken
act-case_hand_back = Handed back to the assistant
act-case_leave_queue = The customer went on with the assistant
act-case_confirm_solved = The customer says it is solved
act-case_reopen = Opened again
act-ruled = Ruling made
act-granted = Refund granted
act-refund_sent = Refund sent
act-refund_failed = Refund refused by the provider
act-order_cancelled = Order cancelled by the shop
act-cancel_too_late = The order had left already
actor-assistant = Assistant
actor-hub = Hub
actor-customer = Customer
article-found = This is from our help article “{ $title }”:
product-found = This is what our catalogue says about “{ $name }”:
visitor = Visitor
act-promised = Promised to the customer
act-promise_late = A promise came due unkept
act-imported = Imported

# What may be meant, as buttons under "which one is it?". The journeys' buttons are choice-topic-….
intent-track-parcel = Where is my parcel?
intent-delivered-not-received = Delivered, but not here
intent-cancel-order = Cancel an order
intent-find-refund = Where is my refund?
intent-billing-error = A charge looks wrong
intent-talk-to-person = Talk to a person
intent-greeting = A greeting
intent-thanks = Thanks
intent-goodbye = A goodbye
intent-affirm = Yes
intent-deny = No
intent-correction = A correction
intent-delivery-time = How long does delivery take?
intent-delivery-options = Delivery costs and choices
intent-international-delivery = Delivery abroad
intent-missed-delivery = A delivery I missed
intent-reschedule-delivery = Deliver on another day
intent-change-address = Change the delivery address
intent-cancellation-policy = Can I cancel, and until when?
intent-change-items = Change what I ordered
intent-change-delivery-speed = Make the delivery faster
intent-change-payment-method = Pay in another way
intent-place-order = Place an order
intent-checkout-problem = Something in the shop does not work
intent-order-confirmation = I got no confirmation
intent-gift-options = Wrap it as a gift
intent-return-item = Return something
intent-return-policy = How returns work
intent-return-label = Return label and drop-off
intent-exchange-item = Exchange something
intent-damaged-item = Something is broken
intent-wrong-item = I got the wrong thing
intent-missing-item = Something is missing
intent-warranty-repair = Warranty or repair
intent-withdraw-contract = Withdraw from a purchase
intent-product-safety = A safety problem
intent-request-refund = I want my money back
intent-refund-policy = How refunds work
intent-explain-charge = What is this charge?
intent-payment-failed = My payment failed
intent-payment-methods = Ways to pay
intent-invoice-request = I need an invoice
intent-price-match = It costs less elsewhere
intent-price-question = What does it cost?
intent-promo-code = A promo code
intent-gift-card = A gift card or store credit
intent-appeal-decision = I disagree with a decision
intent-settlement-claim = A settlement pay-out
intent-cancel-subscription = Cancel a subscription
intent-pause-subscription = Pause a subscription
intent-change-subscription = Change a subscription
intent-subscription-info = My subscription
intent-sign-in-problem = I can’t sign in
intent-create-account = Open an account
intent-change-account-details = Change my details
intent-delete-account = Delete my account
intent-data-request = My data
intent-newsletter = The newsletter
intent-loyalty-points = Points and rewards
intent-write-review = Write a review
intent-report-fraud = Somebody used my account
intent-report-phishing = A suspicious message
intent-verify-contact = Is this really you?
intent-product-question = About a product
intent-product-availability = Is it in stock?
intent-size-help = Which size?
intent-product-usage = How to use it
intent-product-recommendation = Help me choose
intent-complaint = A complaint
intent-compliment = Praise
intent-case-status = News of my case
intent-request-call = Call me
intent-contact-hours = How to reach you
intent-store-location = Find a shop near me
intent-about-assistant = About this assistant
intent-business-enquiry = For businesses

next-thing = You also wrote: “{ $said }”
read-in-part = Your message was very long, so I have only read its beginning and its end. A person can read all of it.

# Said to who writes in a language that the assistant can’t read yet, in that language and in English.
language-unknown = It looks as if you are not writing in English, and so far that is the only language that I understand. A person can help you.
language-ar = أفهم الإنجليزية فقط حتى الآن. يمكن لأحد موظفينا مساعدتك. (So far I only understand English. A person can help you.)
language-cs = Zatím rozumím jen anglicky. Rád vám pomůže člověk z našeho týmu. (So far I only understand English. A person can help you.)
language-da = Jeg forstår kun engelsk indtil videre. En medarbejder kan hjælpe dig. (So far I only understand English. A person can help you.)
language-de = Ich verstehe bisher nur Englisch. Ein Mensch aus unserem Team hilft Ihnen gern weiter. (So far I only understand English. A person can help you.)
language-el = Προς το παρόν καταλαβαίνω μόνο αγγλικά. Μπορεί να σας βοηθήσει ένας άνθρωπος από την ομάδα μας. (So far I only understand English. A person can help you.)
language-es = Por ahora solo entiendo inglés. Una persona de nuestro equipo puede ayudarle. (So far I only understand English. A person can help you.)
language-fi = Ymmärrän toistaiseksi vain englantia. Asiakaspalvelijamme voi auttaa sinua. (So far I only understand English. A person can help you.)
language-fr = Pour l’instant, je ne comprends que l’anglais. Une personne de notre équipe peut vous aider. (So far I only understand English. A person can help you.)
language-he = בינתיים אני מבין רק אנגלית. נציג מהצוות שלנו יכול לעזור. (So far I only understand English. A person can help you.)
language-hi = अभी मैं केवल अंग्रेज़ी समझता हूँ। हमारी टीम का कोई व्यक्ति आपकी मदद कर सकता है। (So far I only understand English. A person can help you.)
language-hu = Egyelőre csak angolul értek. Egy munkatársunk szívesen segít. (So far I only understand English. A person can help you.)
language-it = Per ora capisco solo l’inglese. Una persona del nostro team può aiutarla. (So far I only understand English. A person can help you.)
language-ja = 今のところ英語しか理解できません。担当者がお手伝いします。 (So far I only understand English. A person can help you.)
language-ko = 아직은 영어만 이해할 수 있습니다. 상담원이 도와드릴 수 있습니다. (So far I only understand English. A person can help you.)
language-nl = Ik begrijp voorlopig alleen Engels. Een medewerker kan u verder helpen. (So far I only understand English. A person can help you.)
language-no = Jeg forstår bare engelsk foreløpig. En medarbeider kan hjelpe deg. (So far I only understand English. A person can help you.)
language-pl = Na razie rozumiem tylko po angielsku. Pomoże Ci ktoś z naszego zespołu. (So far I only understand English. A person can help you.)
language-pt = Por enquanto só entendo inglês. Uma pessoa da nossa equipa pode ajudar. (So far I only understand English. A person can help you.)
language-ro = Deocamdată înțeleg doar engleza. Un coleg din echipa noastră vă poate ajuta. (So far I only understand English. A person can help you.)
language-ru = Пока я понимаю только английский. Вам может помочь сотрудник нашей команды. (So far I only understand English. A person can help you.)
language-sv = Jag förstår bara engelska än så länge. En medarbetare kan hjälpa dig. (So far I only understand English. A person can help you.)
language-th = ตอนนี้ฉันเข้าใจเฉพาะภาษาอังกฤษ เจ้าหน้าที่ของเราช่วยคุณได้ (So far I only understand English. A person can help you.)
language-tr = Şimdilik yalnızca İngilizce anlıyorum. Ekibimizden biri size yardımcı olabilir. (So far I only understand English. A person can help you.)
language-uk = Поки що я розумію лише англійську. Вам може допомогти людина з нашої команди. (So far I only understand English. A person can help you.)
language-zh = 我目前只懂英语。我们的工作人员可以帮助您。 (So far I only understand English. A person can help you.)

## Appeals, rulings of people, and receipts

why-appeal = Appeals a decision
act-appealed = The customer appealed a decision
act-superseded = Decided in place of an earlier decision
choice-appeal = Appeal this decision
appeal-lodged = Your appeal is with our team. They see the decision, what it rests on and everything written here, and somebody who did not make it decides. Write whatever else they should know.
appeal-already = You have appealed this decision already. It is with our team.
appeal-decided = A person has decided about this already. You can appeal their decision too, under its receipt.
appeal-none = I can't find that decision.
appeal-upheld = { $name } looked at your appeal: the decision stays. “{ $reason }”
appeal-granted = { $name } decided that { $amount } goes back to you. “{ $reason }”
appeal-notice-upheld = { $name } looked at it: the decision stays
appeal-notice-granted = { $name } granted { $amount }
appeal-notice-reason = Their reason: “{ $reason }”
appeal-notice-next = The money is sent now; there is a receipt of its own for it.
appeal-notice-again = If you still disagree, you can appeal this decision too.
refusal-notice-title = Not done: { $title }
refusal-notice-appeal = If you disagree, you can appeal. You do not have to give a reason.
receipt-refund-why-person = One of our team decided so about { $item }.
clause-a-person-decided = A person looked at it and decided.
reason-a-person-declined = A person looked at it and did not allow it.
receipt-by-person = Decided by { $name }: “{ $reason }”
receipt-supersedes = This decision stands in place of { $ruling }.
receipt-superseded = Decision { $ruling } of { $day } stands in place of this one.
paper-title = { $shop }: receipt of a decision
paper-ruling = Decision
paper-at = Made at
paper-case = Case
paper-clauses = Rules and numbers used
paper-rulebook = Rulebook
paper-signature = Signature
paper-key = Key
paper-verify = The signed document is attached to this file as { $file }. To verify it without us: { $command }. The square holds the decision and the SHA-256 of the signature.
unable-own-ruling = This is your own decision. Somebody else has to look at it.
unable-needs-supervisor = The rulebook asks for a supervisor to grant this.
unable-not-positive = The amount has to be above zero.
unable-nothing-left = Nothing is left that could go back.
unable-other-currency = The amount has to be in the currency of the charge.
unable-more-than-left = That is more than is left of what was paid.
unable-no-limit = There is no limit for this currency, so nobody may grant it here.
unable-over-limit = That is above the limit of your role.
