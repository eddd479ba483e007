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
box-charged-after-trial = { $amount } was charged on { $day } for { $item }, although you ended the trial
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
promise-tell-outcome = We tell you whether it could be done
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

refund-none = There is no refund or return of yours under way.
refund-sent = { $amount } for { $item } was sent to { $method } on { $day }. It is usually seen { $time } after that.
refund-sent-now = { $amount } for { $item } was put back on { $method } on { $day }.
refund-granted = { $amount } for { $item } is decided and being sent to { $method } right now.
refund-failed = { $amount } for { $item } could not be sent to { $method }. A person needs to look at this.
refund-return-in-transit = Your return of { $item } is on its way to us. { $amount } is refunded after we have received and checked it.
refund-return-received = We have received your return of { $item }. { $amount } is refunded once it has been checked.
refund-return-authorised = Your return of { $item } is registered. Once you hand it to the carrier and we have received it, { $amount } is refunded.

billing-found-after-cancellation = You cancelled { $item } on { $cancelled } and it ended on { $ended }. On { $charged } you were still charged { $amount }. That should not have happened, and I’m sorry.
billing-found-after-trial = You ended the trial of { $item } while it was still free. On { $charged } you were charged { $amount } all the same. That should not have happened, and I’m sorry.
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
person-took-over = { $agent } has taken over and has read what happened so far.
person-passed-on = { $agent } has passed you on to { $colleague }, who has read what happened so far.
person-transferred = { $agent } is passing you on to our { $department } team. They will see everything that was written here.
person-gone = The person you were talking to cannot go on right now. Somebody else takes over as soon as one is free, and will see everything that was written here.
person-left = { $agent } has handed the conversation back to { $assistant }.
person-solved = Thank you. This case is solved; write here if it comes back, and it opens again.
back-to-assistant = All right, { $assistant } goes on with you.
ask-solved = { $agent } asks: is your problem solved?
still-open = Thank you for telling me. It stays open.

## Receipts

receipt-refund-title = Refund of { $amount }
receipt-refund-what = { $amount } was sent back to { $method } on { $day }.
receipt-refund-why-after-cancellation = You were charged for { $item } after it was cancelled.
receipt-refund-why-after-trial = You were charged for { $item } although you had ended its trial.
receipt-refund-why-twice = You were charged for { $item } twice.
receipt-refund-why-wrong-rate = You were charged more for { $item } than its price.
receipt-refund-why-cancelled = It was cancelled, or a part of it: { $item }.
receipt-refund-when = It is usually seen { $time } after that.
receipt-refund-when-now = It can be used at once.

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
reason-parcel-has-left = Its parcel is already with the carrier.
reason-order-is-placed = This order has been placed, but has not left us yet.
reason-order-is-preparing = This order is being packed right now.
reason-order-is-dispatched = This order has already left our warehouse and has not arrived yet.
reason-order-is-delivered = This order has already been delivered.
reason-order-is-cancelled = This order was cancelled before.

fact-charged = { $amount } was charged on { $day }.
fact-cancelled = It was cancelled on { $day }.
fact-ended = It ended on { $day }.
fact-error-none = The records show no error.
fact-error-charged-after-cancellation = The charge came after the end.
fact-error-charged-after-trial = It was cancelled while it was still free, and charged all the same.
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
act-case_transfer = Passed on
act-case_agent_gone = Back in the line: nobody answered
act-with-note = { $act }: “{ $note }”
act-transferred = Passed on to others
act-assigned = Given out by turns
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
actor-shop = Shop
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
intent-change-home-address = Change my default address
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
statement-title = We have received your withdrawal from order { $number }
statement-withdraw = { $name } withdrew from the contract for order { $number }, placed on { $placed }.
statement-items = Withdrawn from: { $items }.
statement-received = The withdrawal was received on { $at }.
statement-mail = The acknowledgement goes to { $email }.
statement-messages = The acknowledgement is in the Message Center.
statement-not-mailed-title = The acknowledgement for order { $number } could not be e-mailed
statement-not-mailed = The acknowledgement of your withdrawal could not be delivered to { $email }. You find it here, in your Message Center.
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

## Rulings on orders, returns and subscriptions in plain words

clause-cancel-reason-is-accepted = An order is cancelled for the reasons that the rulebook names.
clause-units-can-be-cancelled = Some things of an order can be cancelled, while the rest is sent, where the rulebook says so.
clause-order-can-be-changed = An order can be changed until it leaves us, in the ways that the rulebook names.
clause-not-closed-by-an-earlier-change = After some changes to an order, certain others can’t follow.
clause-swaps-are-possible = Something can be swapped for another kind of the same product that we have.
clause-address-is-whole = A parcel needs a whole address, in the country that the order was made for.
clause-payment-can-be-changed = An order that was paid in one way can be paid in one other way instead.
clause-delivery-is-offered = The delivery speed has to be one that we offer for this order.
clause-difference-goes-back = A price difference goes back to how the order was paid, or onto a gift card.
clause-method-covers-the-difference = The way of paying has to cover what is to be paid.
clause-goods-can-come-back = What was delivered can be sent back within the days that the rulebook names.
clause-units-can-come-back = Only what you still have can be sent back.
clause-return-reason-is-known = Each thing that is sent back needs one of the reasons that the rulebook names.
clause-refund-has-a-way = The refund goes to how the order was paid, or to another way that we offer.
clause-withdrawal-is-a-right = The law gives a right to withdraw from a purchase for some days, except for certain goods.
clause-exchange-in-its-window = What was delivered can be exchanged within the days that the rulebook names.
clause-problem-is-put-right = What arrived damaged, wrong or not at all is put right within the days that the rulebook names.
clause-problem-is-shown = From a certain value on, a photo of the problem is needed.
clause-problem-within-limits = Up to the rulebook’s limits a problem is put right without a person.
clause-only-small-things-are-kept = Up to a certain value a thing may be kept and its money goes back.
clause-price-has-dropped = When a price drops soon after you paid, the difference goes back, once.
clause-subscription-can-change = A running subscription can be paused, changed or ended, and a paused one resumed.
clause-home-address-is-whole = An address for orders to come has to be whole.

reason-reason-not-accepted = Our rules don’t allow it for this reason.
reason-not-that-many = That is more than is left of this order.
reason-only-whole-orders = Only the whole order can be cancelled, not a part of it.
reason-kind-of-change = We can’t make this kind of change to an order.
reason-after-cancel = The order was cancelled before, and after that this can’t be done any more.
reason-after-lines = A part of the order was cancelled before, and after that this can’t be done any more.
reason-after-address = The address of the order was changed before, and after that this can’t be done any more.
reason-after-payment = How the order is paid was changed before, and after that this can’t be done any more.
reason-after-items = What is in the order was changed before, and after that this can’t be done any more.
reason-after-delivery = The delivery speed of the order was changed before, and after that this can’t be done any more.
reason-after-return = Something of this order is being returned, and after that this can’t be done any more.
reason-after-exchange = Something of this order was exchanged before, and after that this can’t be done any more.
reason-after-problem = A problem with this order was put right before, and after that this can’t be done any more.
reason-after-price = The price of this order was adjusted before, and after that this can’t be done any more.
reason-nothing-chosen = Nothing was chosen.
reason-other-product = It can only be swapped for another kind of the same product.
reason-not-available = We don’t have this kind at the moment.
reason-same-variant = This is the kind that you have ordered already.
reason-other-currency = It is sold in another currency than your order.
reason-address-incomplete = The address is not complete: it needs a street, a town, a postcode and a country.
reason-address-abroad = The order was made for delivery in another country, and it can’t be sent across the border.
reason-same-method = The order is paid in this way already.
reason-paid-in-parts = This order was not paid in one single way, so it can’t be moved to another.
reason-delivery-unknown = This delivery speed is not offered for your order, or it is the one that you have.
reason-method-unknown = I don’t know of a way of paying that this could go over.
reason-method-expired = This card has expired, so it can’t pay.
reason-balance-too-small = What is left on it does not cover the amount.
reason-destination-not-possible = The money can’t go back in this way.
reason-original-method-expired = The card that the order was paid with has expired, so the money can’t go back to it.
reason-category-not-taken-back = We don’t take this kind of goods back.
reason-window-has-passed = The time for this has passed.
reason-no-right-of-withdrawal = The law gives no right of withdrawal where you live.
reason-category-excepted = The law makes an exception for this kind of goods: they can’t be withdrawn from.
reason-withdrawal-has-passed = The time for withdrawing has passed.
reason-no-replacement = We don’t have another one to send.
reason-photo-needed = A photo of it is needed first.
reason-photo-seen-before = One of the photos was shown to us before, so a person looks at this.
reason-many-problems = There were several problems lately, so a person looks at this.
reason-must-come-back = It is worth too much to be kept when its money goes back.
reason-price-adjusted-before = The difference for this was paid back before.
reason-price-has-not-dropped = The price is not lower now than what you paid.
reason-subscription-has-ended = The subscription was cancelled, so it can’t be resumed.
reason-subscription-cancelled-before = The subscription was cancelled before.
reason-not-paused = The subscription is not paused.
reason-paused-already = The subscription is paused already.
reason-pause-too-long = A pause has to begin today and can’t be that long.
reason-plan-unknown = This plan can’t take the place of yours, or it is the one that you have.

fact-some-units = Some of its things are meant, not all that is left of it.
fact-units-gone = The order does not have that many any more.
fact-reason = The reason given: { $reason }.
fact-earlier-changes = Done to this order before: { $changes }.
fact-change = Asked for: { $change }.
fact-address-whole = The new address is whole.
fact-address-incomplete = The new address is not whole.
fact-address-abroad = The new address is in another country than the order’s.
fact-charges = { $count ->
    [one] It was paid with { $count } charge that still stands.
   *[other] It was paid with { $count } charges that still stand.
}
fact-same-method = The way of paying is the one that it was paid with.
fact-charged-anew = { $amount } would be charged to the new one.
fact-swap = { $count } × { $what } for another kind.
fact-no-category = item
fact-other-product = It is not of the same product.
fact-same-variant = It is the same kind.
fact-other-currency = It is priced in another currency.
fact-available = It is available.
fact-not-available = It is not available.
fact-delivery-unknown = The delivery speed is not offered for it, or is the one that it has.
fact-no-difference = The price stays the same.
fact-dearer = It costs { $amount } more.
fact-cheaper = It costs { $amount } less.
fact-pays-with = The difference goes over: { $method }.
fact-balance = { $amount } is on it.
fact-that-method-expired = It has expired.
fact-not-original = The order was not paid with it.
fact-statutory = It is a withdrawal under the law, in the region { $region }.
fact-delivered = The last of its parcels arrived on { $day }.
fact-units = { $count } × { $what }, for which { $amount } was paid.
fact-whole-order = It is the whole order; { $amount } was paid for delivery.
fact-destination = The money is to go to: { $destination }.
fact-destination-impossible = The money can’t go there.
fact-method-expired = A card that it was paid with has expired.
fact-own-label = The customer pays for sending it back.
fact-problem = { $problem }. Wished for: { $wish }.
fact-no-photo = No photo was shown.
fact-photos = { $count ->
    [one] { $count } photo was shown.
   *[other] { $count } photos were shown.
}
fact-photos-seen = One of the photos was shown for another thing before.
fact-replacement = Another one can be sent.
fact-no-replacement = There is no other one to send.
fact-no-earlier-problem = In the last 180 days there was no other problem.
fact-earlier-problems = { $count ->
    [one] In the last 180 days { $count } other problem was put right without a person.
   *[other] In the last 180 days { $count } other problems were put right without a person.
}
fact-placed = Order { $number } was placed on { $day }.
fact-price-paid = { $amount } was paid for each of { $count }.
fact-price-now = { $amount } is what one costs now, with the same discount.
fact-price-unknown = It is not sold any more, or in another currency.
fact-price-adjusted = A difference was paid back for it before.
fact-plan = It costs { $amount } every { $days } days.
fact-plan-since = It began on { $day }.
fact-trial-until = It is free until { $day }.
fact-trial-ended = It was free until { $day }.
fact-plan-paused = It is paused.
fact-plan-cancelled = It is cancelled.
fact-paid-until = It is paid until { $day }.
fact-pause-days = { $days ->
    [one] The pause would last { $days } day.
   *[other] The pause would last { $days } days.
}
fact-plan-new = The new plan costs { $amount }.
fact-last-charge = { $amount } of the last charge was not refunded.

change-cancel = the whole order cancelled
change-lines = a part of the order cancelled
change-address = another address
change-payment = another way of paying
change-items = another kind of a thing
change-delivery = another delivery speed
change-return = a return
change-exchange = an exchange
change-problem = a problem put right
change-price = the difference to a lower price

subscription-change-pause = a pause
subscription-change-resume = an end of the pause
subscription-change-plan = another plan
subscription-change-cancel = an end of the subscription

problem-damaged = It arrived damaged
problem-defective = It does not work
problem-wrong-item = It is not what was ordered
problem-missing-part = A part of it is missing
problem-missing-item = It was not in the parcel

wish-replacement = Send me another one
wish-refund = Send it back and get the money back
wish-keep = Keep it and get the money back

destination-original = The way the order was paid
destination-gift-card = A gift card
destination-store-credit = Store credit
destination-method = Another of your ways of paying

timing-at-once = At once
timing-at-first-scan = As soon as the carrier has scanned your parcel
timing-on-receipt = Once it is back with us and was looked at

method-card = Card
method-paypal = PayPal
method-bank = Bank account
method-gift-card = Gift card
method-store-credit = Store credit

return-reason-changed-mind = I changed my mind
return-reason-too-small = It is too small
return-reason-too-large = It is too large
return-reason-not-as-described = It is not as described
return-reason-arrived-late = It arrived too late
return-reason-better-price = I found a better price
return-reason-gift = It was a gift
return-reason-other = Something else

act-payment_granted = Payment agreed to
act-payment_taken = Payment taken
act-payment_failed = Payment refused by the provider
act-payment_reversed = Payment sent back whole

## An act in the making: what is asked, and what is shown before it is done

draft-missed = I did not understand that, sorry.
draft-order = Which order is it about?
draft-items = Which things do you mean?
draft-items-return-items = What would you like to send back? You can choose several things, of several orders.
draft-items-exchange-items = What would you like to exchange?
draft-items-change-items = Which of the things that you ordered would you like in another kind?
draft-items-damaged-item = I am sorry to hear that. Which thing is it?
draft-items-wrong-item = I am sorry about the mix-up. Which of these came wrong?
draft-items-missing-item = I am sorry that something is missing. Which of these is it?
draft-items-price-drop = For which of these has the price dropped?
draft-items-doubtful = More than one of your things fits. Which one do you mean?
draft-reason = What is the reason?
draft-reason-item = Why is { $item } going back?
draft-variant = Which kind of { $item } would you like instead? You have: { $options }.
draft-wish = What would help you: a new one, or your money back?
draft-photo = Please add a photo with the paper clip below. One clear picture is enough.
draft-address = What is the new address? Street and number, town, postcode.
draft-delivery = How fast shall it come?
draft-method = Which way of paying shall it go over?
draft-destination = Where shall the refund go?
draft-subscription = Which subscription is it about?
draft-plan = Which plan would you like?
draft-until = Until when shall it pause?
draft-confirm = Here is exactly what would happen. Shall I do it?
draft-yes-cancel-order = Yes, cancel it
draft-yes-change-address = Yes, change the address
draft-yes-change-payment = Yes, change the payment
draft-yes-change-items = Yes, change it
draft-yes-change-delivery = Yes, change the delivery
draft-yes-return-items = Yes, return it
draft-yes-exchange-items = Yes, exchange it
draft-yes-damaged-item = Yes, do that
draft-yes-wrong-item = Yes, do that
draft-yes-missing-item = Yes, do that
draft-yes-withdraw = Confirm withdrawal
draft-yes-price-drop = Yes, pay me the difference
draft-yes-home-address = Yes, save it
draft-yes-pause-subscription = Yes, do that
draft-yes-change-subscription = Yes, change the plan
draft-yes-cancel-subscription = Yes, cancel it
draft-no = Never mind
draft-back = Go back
draft-change-order = Another order
draft-change-items = Other things
draft-change-reason = Another reason
draft-change-variant = Another kind
draft-change-wish = Something else for it
draft-change-photo = Another photo
draft-change-address = Another address
draft-change-delivery = Another speed
draft-change-method = Pay another way
draft-change-destination = Refund somewhere else
draft-change-subscription = Another subscription
draft-change-plan = Another plan
draft-change-until = Another day
draft-begun = I am on it. You will see here what came of it, in a moment.
draft-dropped = All right, nothing was changed.
draft-nothing = There is nothing here that I could do this with.
draft-refused = I can’t do that. { $reason }
draft-needs-person = I may not decide this alone. { $reason }
draft-under-way = Something else is being done to this right now. Please try again in a moment.
draft-none-order = I see no order that this could be done with.
draft-none-items = I see nothing that this could be done with.
draft-none-cancel-order = I see no order of yours that has not left yet, so there is none that could be cancelled.
draft-none-change-address = I see no order of yours that has not left yet, so its address can’t be changed.
draft-none-change-payment = I see no order of yours that has not left yet, so its payment can’t be changed.
draft-none-change-items = I see no order of yours that has not left yet, so nothing in it can be changed. What has arrived can be exchanged.
draft-none-change-delivery = I see no order of yours that has not left yet, so its delivery can’t be made faster.
draft-none-return-items = I see nothing of yours that has been delivered and could be sent back.
draft-none-exchange-items = I see nothing of yours that has been delivered and could be exchanged.
draft-none-withdraw = I see no order of yours that you could still withdraw from.
draft-none-price-drop = I see no order of the last days whose price could be looked at.
draft-none-variant = We have no other kind of it at the moment.
draft-none-delivery = There is no other delivery speed for this order.
draft-none-method = You have no other way of paying with us that could be used.
draft-none-subscription = I see no subscription of yours.
draft-none-plan = There is no other plan that it could be changed to.
choice-wish-replacement = Send a new one
choice-wish-refund = Refund it
choice-wish-keep = Keep it and be refunded
choice-problem-instead = Report the problem: replacement or refund
choice-no-photo = I can’t take a photo
choice-item = { $item } ({ $number })
choice-balance = { $method }, { $amount } left

plan-title-cancel-order = Cancel order { $number }
plan-title-change-address = Change the address of order { $number }
plan-title-change-home-address = Change your address for new orders
plan-title-change-payment = Change the payment of order { $number }
plan-title-change-items = Change what is in order { $number }
plan-title-change-delivery = Change the delivery of order { $number }
plan-title-return-items = Return from order { $number }
plan-title-exchange-items = Exchange from order { $number }
plan-title-report-problem = Put it right: order { $number }
plan-title-withdraw = Withdraw from the contract for order { $number }
plan-title-adjust-price = Price difference for order { $number }
plan-title-pause-subscription = Pause your subscription
plan-title-resume-subscription = Resume your subscription
plan-title-change-plan = Change your plan
plan-title-cancel-subscription = Cancel your subscription
plan-name = Your name
plan-email = Your e-mail address
plan-reason = Reason
plan-wish = What you get
plan-address-before = Until now
plan-address-after = New address
plan-delivery = Delivery
plan-days = { $first } to { $last } business days
plan-method = Paid with
plan-price-difference = the difference to today’s price
plan-subscription = Subscription
plan-resumes = Goes on again
plan-new-plan = New plan: { $plan }
plan-from = From
plan-from-next-bill = your next bill
plan-pay = You pay with { $method }
plan-back = Back to { $method }
plan-when = When
plan-arrives = It arrives { $time }.
plan-shipping = Of it, delivery
plan-fee = Fee taken off
plan-refund = Refund
plan-to = To
plan-difference = Price difference
plan-costs = It costs
plan-costs-nothing = nothing
plan-how = Sending it back
plan-label-prepaid = With our prepaid label, within { $days } days
plan-label-own = At your own cost, within { $days } days
plan-goods = Sent to you
plan-ends = Ends
plan-closes = No longer possible afterwards

## a code by e-mail, and proving whose an order is

mail-code-subject = Your code for order { $number } at { $shop }
mail-code-what = { $code } is your code to see order { $number } at { $shop }. Type it where you asked for it.
mail-code-how-long = It works for 10 minutes, once. Nobody from { $shop } will ever ask you for it.
mail-code-not-you = If you didn’t ask for it, you need not do anything: without the code nobody sees your order.
mail-withdrawal-subject = Your withdrawal from order { $number } at { $shop }
mail-withdrawal-what = { $shop } has received your withdrawal. Keep this message: it says what you withdrew from and when that reached us.

## What is possible instead of what the rules refuse

instead-other-variant = You can have another kind of it that we have.
instead-other-method = You can use another way of paying.
instead-store-credit = You can have the money as store credit.
instead-gift-card = You can have the money on your gift card.
instead-other-wish = We can put it right in another way.
instead-fewer = You can do it for as many as are left.
instead-whole-order = You can cancel the whole order.
instead-other-plan = You can change to another plan.
instead-shorter-pause = You can pause for a shorter time.
instead-change-items = It has not left us yet, so you can simply change what is in the order.
instead-cancel = You can cancel the order and, if you like, order again.
instead-return = You can send it back.
instead-withdraw = You can withdraw from the purchase: the law gives you that right.
instead-exchange = You can exchange it for another kind.
instead-problem = If something is wrong with it, we can put that right.
instead-resume = You can end the pause.
instead-cancel-subscription = You can cancel the subscription.
instead-return-later = Once it has arrived, you can send it back.
instead-exchange-later = Once it has arrived, you can exchange it.
instead-person = A person can look at it with you.

## Acts carried out: what was done, and what could not be

why-claw_back = Something came back wrong after its refund was sent
act-case_not_done = Not done, and nothing changed
act-act_refused = The shop could not do it
act-order_changed = Order changed by the shop
act-subscription_changed = Subscription changed by the shop
act-price_adjusted = Lower price noted
act-problem_put_right = Problem put right
act-return_begun = Return opened

done-cancel-order = Order { $number } is cancelled. Nothing will be sent.
done-cancel-part = A part of order { $number } is cancelled; the rest goes ahead.
done-change-address = Order { $number } goes to the new address.
done-change-payment = Order { $number } is paid in the new way.
done-change-items = Order { $number } is changed.
done-change-delivery = Order { $number } comes at the new speed.
done-change-home-address = New orders go to the new address.
done-return-items = Your return from order { $number } is registered.
done-withdraw = You have withdrawn from the contract for order { $number }. Please send back what you have received.
done-withdraw-unsent = You have withdrawn from the contract for order { $number }. It will not be sent.
done-exchange-items = Your exchange from order { $number } is registered.
done-replacement = Another { $item } is on its way to you (order { $number }).
done-problem-return = Your { $item } (order { $number }) goes back to us, and its money back to you.
done-problem-refund = The money for your { $item } (order { $number }) goes back to you. It need not come back.
done-adjust-price = The price of your { $item } (order { $number }) is lowered to today’s.
done-pause-subscription = { $plan } is paused until { $day }.
done-resume-subscription = { $plan } goes on again.
done-change-plan = From your next bill on, { $plan } is { $new }.
done-cancel-subscription = { $plan } is cancelled. It ends on { $at }, and nothing is charged after that.

title-cancel-order = Order { $number } cancelled
title-cancel-part = A part of order { $number } cancelled
title-change-address = Order { $number }: new address
title-change-payment = Order { $number }: paid another way
title-change-items = Order { $number }: changed
title-change-delivery = Order { $number }: new delivery speed
title-change-home-address = New address for your orders
title-return-items = Return from order { $number }
title-withdraw = Withdrawal from the contract for order { $number }
title-withdraw-unsent = Withdrawal from the contract for order { $number }
title-exchange-items = Exchange from order { $number }
title-replacement = Another { $item }
title-problem-return = { $item }: sent back for its money
title-problem-refund = { $item }: money back
title-adjust-price = Lower price for { $item }
title-pause-subscription = { $plan } paused
title-resume-subscription = { $plan } goes on
title-change-plan = { $plan } changed to { $new }
title-cancel-subscription = { $plan } cancelled

money-taken = { $amount } was taken from { $method }.
money-back = { $amount } goes back to { $method }. It is usually seen { $time } after we have sent it.
money-returns = The { $amount } that were taken from { $method } go back there now.
later-hand-in = Hand the parcel in by { $day }. We pay for the label.
later-hand-in-own = Hand the parcel in by { $day }. You pay for sending it.
later-refund = { $amount } is refunded: { $when }.
later-goods = What you chose instead is sent: { $when }.
later-at-once = at once
later-at-first-scan = as soon as the carrier has scanned your parcel
later-on-receipt = once your parcel is with us and was looked at
still-possible = Still possible for order { $number }: { $changes }.
still-cancel = cancelling it
still-address = another address
still-payment = another way of paying
still-items = another kind of something in it
still-delivery = another delivery speed
still-return = returning something
still-exchange = exchanging something
still-nothing = Nothing else can be changed about order { $number } any more.

not-done-declined = { $method } did not pay the { $amount }, so nothing was changed. You can choose another way of paying, or talk to a person.
not-done-too-late = The shop’s warehouse was faster: order { $number } had just left when I tried. Nothing was changed. A person will look at it with you.
not-done-unknown-to-shop = The shop’s own system does not know this, so nothing was changed. A person will look at it with you.
not-done-not-available = What you chose has just been sold out, so nothing was changed. You can choose another one, or talk to a person.

label-is-here = Here is the label for your return from order { $number }. Hand the parcel in by { $day }.
label-not-made = The label for your return from order { $number } could not be made. A person will see to it.
return-scanned = The carrier has the parcel of your return from order { $number }.
return-has-arrived = Your return from order { $number } has arrived.
return-came-late = Your return from order { $number } has arrived after its time was over. A person looks at it with you.
return-held = Your return from order { $number }: { $found } A person looks at it before anything is decided.
return-lapsed = The parcel of your return from order { $number } was not handed in, so the return is closed and everything stays with you.
return-lapsed-found = The parcel was never handed in.
return-bounced = The parcel of your return from order { $number } comes back to you, so the return is closed and everything stays with you.
return-bounced-found = The carrier brings the parcel back to you.
return-missing = The parcel of your return from order { $number } should be here by now and is not. A person looks for it.
return-missing-found = The parcel has not arrived.
return-nothing-left = Nothing is left to refund for your return from order { $number }. A person looks at it with you.
held-released = { $name } looked at your return from order { $number }: it goes on as agreed. “{ $reason }”
held-released-next = What you were told with it happens now.
held-refused = { $name } looked at your return from order { $number } and did not accept it. “{ $reason }”
held-refused-next = No money goes back for it and nothing is sent instead; what you bought counts as yours again.
held-sent-back = The goods are sent back to you.
held-notice-released = { $name } let your return from order { $number } go on
held-notice-refused = { $name } did not accept your return from order { $number }
return-sent-back = The goods of your return from order { $number } are on their way back to you.
return-not-sent-back = The goods of your return from order { $number } could not be sent back to you. A person sees to it.
exchange-sent = What you chose instead (order { $number }) is on its way to you.
exchange-not-sent = What you chose instead (order { $number }) can’t be sent. A person looks at it with you.
exchange-not-paid = The difference for your exchange from order { $number } could not be taken. A person looks at it with you.
finding-empty-box = The box was empty.
finding-wrong-item = Something else was in it.
finding-damaged = It came back damaged.
finding-parts-missing = A part of it is missing.
claw-back = About your return from order { $number }: { $found }
claw-back-paid = { $amount } went back to { $method } for it ({ $item }, { $at }).
claw-back-not-sent = being sent
claw-back-person = A person looks at this and writes to you here. Nothing is charged.
act-return_moved = The return moved on
act-return_found = Somebody looked at what came back
act-claw_back = Something is wrong with a return that was paid for

receipt-refund-why-returned = Something came back from: { $item }.
receipt-refund-why-changed = It was changed and costs less now: { $item }.
receipt-refund-why-problem = Something was wrong with it: { $item }.
receipt-refund-why-price = The price of something has dropped since: { $item }.
receipt-refund-why-unused = It was cancelled before the end of what was paid: { $item }.
journey-refund-expired = { $method } can’t take the refund of { $amount } any more, because it has expired. Where shall the money go?
choice-refund-to-credit = Store credit
choice-refund-to = { $method }
redirect-sending = I’m sending { $amount } to { $method } now.
redirect-none = That refund no longer waits for another way. A person can look at it with you.
receipt-refund-why-not-done = What it was paid for could not be done: { $item }.

## Plans, codes, balances and labels

balance-none = I see no gift card and no store credit of yours.
balance-left = { $method }: { $amount } left.
balance-expired = { $method }: { $amount } were left, but it ended on { $day }.
promo-none = There is no promotion running at the moment.
promo-running = { $code }: { $off } off, until { $until }.
promo-coming = { $code }: { $off } off, from { $since } until { $until }.
promo-category = It holds for { $category }.
promo-minimum = It holds for orders from { $amount } on.
promo-used = Your order { $number } was placed with { $code }.
subscription-none = I see no subscription of yours.
subscription-ended = { $plan } ended on { $day }. Nothing more is charged for it.
subscription-ending = { $plan } is cancelled and runs until { $day }. Nothing more is charged for it.
subscription-paused = { $plan } is paused. Nothing is charged until you resume it.
subscription-paused-until = { $plan } is paused until { $day }. Nothing is charged before then.
subscription-trial = { $plan } is free until { $day }, then { $price } every { $days } days. Cancelled before, it costs nothing.
subscription-running = { $plan } runs: { $price } every { $days } days.
subscription-paid = { $plan } runs: { $price } every { $days } days. It is paid until { $day }, when the next bill comes.
return-label-none = I see no return of yours that waits to be handed in. Would you like to send something back?
return-label-here = { $count ->
    [one] Here is your label. Show the code at the drop-off, or print it.
   *[other] Here are your labels. Show the codes at the drop-off, or print them.
}
return-authorised = Waits to be handed in
return-in-transit = On its way to us
return-received = Arrived with us
return-closed = Done

prove-both = I can help with that. First show me that the order is yours: its number, and the email address that you ordered with. I’ll send a code there. Or sign in at { $shop }.
prove-email = And the email address that you placed order { $number } with? I’ll send a code there.
prove-number = And the number of the order? It is in your confirmation email.
prove-code = If order { $number } was placed with { $email }, a code is on its way there. Type its six digits here. It works for 10 minutes.
prove-code-again = It’s a while since you showed me that this order is yours. I’ve sent a new code to its email address: type its six digits here and I’ll go on.
prove-wrong-code = That is not the code, or it has expired. Check the digits, or have a new one sent.
prove-too-many = Those were too many tries. Please wait { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
 } and try again, or talk to a person.
prove-done = Thank you, order { $number } is yours.
prove-account = A code shows me one order. For this I need to see your account: please sign in at { $shop }, or talk to a person.
prove-again = Send a new code
prove-other = Another order or email

## Labels, drop-off and photos

label-title = Return parcel
label-prepaid = Prepaid: nothing to pay at the counter
label-you-pay = You pay the postage for this parcel
label-from = From
label-to = To
label-order = Order { $number }
label-return = Return { $id }
label-by = Hand it in by { $day }
label-parcels = { $count } parcels: this label on each
label-how-cut = Print this page without scaling it, and cut along the dashed line.
label-how-stick = Stick the label on the largest side of the parcel. Cover or remove old labels.
label-how-hand-in = Hand the parcel in by { $day } and keep the counter’s slip. There is nothing to pay.
label-how-pay = Hand the parcel in by { $day }, pay the postage at the counter, and keep its slip.
drop-off-takes-both = With a printed label, or with the code on your screen
drop-off-takes-code = With the code on your screen; the label is printed there
drop-off-takes-printed = With a printed label only
photos-kept = { $count ->
    [one] Your photo is kept with this conversation. Only you and our team can see it.
   *[other] Your { $count } photos are kept with this conversation. Only you and our team can see them.
}
photo-empty = Photo { $number } is an empty file.
photo-too-large = Photo { $number } is larger than 10 MB. Please send a smaller one.
photo-not-a-photo = Photo { $number } is not a JPEG, PNG or WebP picture. Please send it in one of these forms.
photo-too-many-pixels = Photo { $number } has more pixels than we can take. Please send a smaller one.
photo-too-small = Photo { $number } is too small to see anything in it.
photo-damaged = Photo { $number } is damaged or was cut off on the way. Please send it again.

## Settlement programmes

choice-topic-settlement = Am I part of a settlement?
box-action-settlement = See programmes
case-settlement = Settlement programme
case-settlement-item = Settlement programme: { $item }
settlement-none = There is no settlement programme for customers of { $shop } at the moment.
settlement-visitor = { $count ->
    [one] There is one settlement programme for customers of { $shop }.
   *[other] There are { $count } settlement programmes for customers of { $shop }.
 } Sign in, and I’ll look whether your own orders are part of it. Claims go to the administrator at the address below, not to us.
settlement-visitor-none = No settlement programme for customers of { $shop } is open at the moment.
settlement-one-order = I can only look at the one order that you showed me; sign in at { $shop } and I’ll look at all of them.
settlement-part = { $count ->
    [one] You are part of one settlement programme, by our records. You claim at the administrator’s address below; they decide and pay, we don’t.
   *[other] You are part of { $count } settlement programmes, by our records. You claim at the administrators’ addresses below; they decide and pay, we don’t.
 }
settlement-no-part = { $count ->
    [one] There is one settlement programme of ours, and by our records you can’t claim in it now.
   *[other] There are { $count } settlement programmes of ours, and by our records you can’t claim in any of them now.
 }
settlement-eligible = { $name }: you are part of it, because of { $because }.
settlement-closed = { $name }: claims ended on { $day }.
settlement-closed-but = { $name }: claims ended on { $day }, though { $because } would have counted. Ask the administrator whether late claims are accepted.
settlement-soon = { $name }: claims open on { $day }.
settlement-soon-and = { $name }: claims open on { $day }, and { $because } will count.
settlement-not-region = { $name }: it is not for the region that your account is in.
settlement-not-no-record = { $name }: none of your orders or charges here is one that it is for.
settlement-order = order { $label } ({ $item }, { $day })
settlement-charge = the charge of { $day } for { $label }
settlement-more = { $more ->
    [one] { $one } and one more
   *[other] { $one } and { $more } more
 }
settlement-last-day = Today is the last day to claim in { $name }.
settlement-days-left = { $days ->
    [one] One day is left to claim in { $name }.
   *[other] { $days } days are left to claim in { $name }.
 }
settlement-beware = Beware of fakes: a real administrator never asks for a fee, a gift card, a password or a card number, and { $shop } never calls or writes to ask for your claim.
