# Words of the desk, where people of the shop work on cases.

desk-name = Desk
desk-title = Desk
desk-title-waiting = ({ $count }) Desk
desk-views = Views
desk-visitor = Visitor
desk-you = You

# Signing in
desk-sign-in-title = Sign in to the desk
desk-sign-in = Sign in
desk-email = Email
desk-password = Password
desk-sign-in-customer = You are signed in as { $name }, a customer. The desk is for the shop’s own people.
desk-sign-in-ended = Your session ended. Sign in again: what you were writing is still here.
desk-sign-in-demo = Only trying it out?
desk-sign-in-demo-link = Choose somebody to be
desk-role-agent = Agent
desk-role-supervisor = Supervisor

# Views
desk-view-waiting = Waiting
desk-view-mine = Mine
desk-view-open = Open
desk-view-resolved = Resolved
desk-view-hit-rate = Hit rate
desk-many = { $count }+
desk-waiting-now =
    { $count ->
        [one] { $count } case is waiting.
       *[other] { $count } cases are waiting.
    }
desk-link-now = Try now

# The list
desk-filter = Filter this list
desk-filter-none = No case here has these words
desk-filter-clear = Clear the filter
desk-empty-waiting-title = Nobody is waiting.
desk-empty-waiting = New cases appear here by themselves.
desk-empty-mine-title = You have no case now.
desk-empty-mine = A case that you take stays here until it is solved or handed back.
desk-empty-open-title = No case is open.
desk-empty-open = Cases that the assistant or a colleague works on appear here.
desk-empty-resolved-title = Nothing is resolved yet.
desk-empty-resolved = A case comes here once the customer said that it is solved, or a fact shows it.
desk-waiting-for = Waiting
desk-with = With { $name }
desk-priority-top = Top priority
desk-priority-high = Priority
desk-state-open = With the assistant
desk-state-acting = Being carried out
desk-state-waiting = Waiting
desk-state-with-agent = With a person
desk-state-resolved = Resolved
desk-span-seconds = { $s } s
desk-span-minutes = { $m } m { $s } s
desk-span-hours = { $h } h { $m } m
desk-span-days = { $d } d { $h } h
desk-wait-short = less than a minute
desk-wait-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }

# A case
desk-case = Case
desk-no-case-title = Choose a case
desk-no-case = Its conversation, orders, charges and rulings open here.
desk-to-list = Back to the list
desk-parts = Parts of the case
desk-part-talk = Conversation
desk-part-facts = Customer and orders
desk-why = Why a person
desk-why-none = Nobody asked for one
desk-value = Value
desk-value-none = None
desk-waits = Waiting
desk-opened = Opened
desk-speaks = Who speaks
desk-speaks-nobody = Nobody yet
desk-said-assistant = { $name }, assistant
desk-offered = Offered:
desk-chosen = (chosen)
desk-new-messages = New messages
desk-taken-by = { $name } has this case now.
desk-nobody-waits = Nobody is waiting.
desk-handed-back = Handed back. The assistant answers again.
desk-asked-solved = Asked. The case is resolved when the customer says yes.
desk-hand-back-title = Hand back to { $assistant }?
desk-hand-back-text = { $assistant } answers { $name } again. You can take the case again once a person is asked for.
desk-keep = Keep the case

# Writing
desk-reply-to = Reply to { $name }
desk-send = Send
desk-sending = Sending…
desk-edit = Edit
desk-discard = Discard this text
desk-take-and-send = Take case and send
desk-hint-send = Enter sends, Shift + Enter makes a new line.
desk-hint-waiting = Nobody has this case yet. Write, and sending takes it first.
desk-closed-agent = { $name } is on this case. Only one person speaks at a time.
desk-closed-assistant = The assistant is answering. You can take the case once a person is asked for.
desk-closed-resolved = This case is resolved. It opens again when the customer writes about it.

# Facts
desk-customer = Customer
desk-customer-none = Not signed in: no orders or charges can be shown.
desk-orders = Orders
desk-orders-none = No orders.
desk-order = Order { $number }
desk-charges = Charges
desk-charges-none = No charges.
desk-refunded = { $amount } refunded
desk-rulings = Rulings
desk-rulings-none = Nothing was ruled in this case.
desk-rulebook = Rulebook { $version }
desk-journal = Timeline
desk-journal-none = Nothing was done yet.
desk-refund-granted = Refund, not sent yet
desk-refund-sent = Refund, sent
desk-refund-failed = Refund, failed
desk-refund-arrives = arrives { $from } to { $to }
desk-refund-asked = asked for on { $day }
desk-days-late =
    { $count ->
        [one] { $count } day late
       *[other] { $count } days late
    }
desk-parcel-return = Return
desk-parcel-delivered = Delivered { $day }
desk-parcel-promised = Promised { $day }
desk-parcel-estimate = expected { $day }
desk-parcel-no-estimate = no new day is known
desk-last-scan = Last scan:
desk-scans =
    { $count ->
        [one] { $count } earlier scan
       *[other] { $count } earlier scans
    }

# Hit rate
desk-hit-lead = Customers see boxes with what they most likely came for. This is how often that was it.
desk-hit-span = Time span
desk-hit-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
desk-hit-share = Came for a predicted box
desk-hit-taken = Took a box
desk-hit-other = Asked for something else
desk-hit-nothing = Did neither
desk-hit-by-kind = By kind of box
desk-hit-kind = Kind
desk-hit-shown = Shown
desk-hit-rate = Rate
desk-hit-unknown = –
desk-hit-since = Counted since { $day }. Visits that led to nothing are left out of the first figure.
desk-hit-none-title = Nothing was counted yet
desk-hit-none = Figures appear once signed-in customers have visited the help home.
desk-percent = { $value }%
desk-number = { $value }
desk-kind-charged-after-cancellation = Charged after cancelling
desk-kind-charged-after-trial = Charged after a trial
desk-kind-charged-twice = Charged twice
desk-kind-charged-wrong-rate = Charged the wrong rate
desk-kind-parcel-late = Parcel is late
desk-kind-parcel-held-up = Parcel is held up
desk-kind-delivery-failed = Delivery failed
desk-kind-out-for-delivery = Out for delivery
desk-kind-on-its-way = On its way
desk-kind-delivered = Delivered
desk-kind-return-on-its-way = Return is on its way
desk-kind-return-received = Return was received
desk-kind-refund-sent = Refund was sent
desk-kind-can-still-cancel = Order can still be cancelled
desk-kind-not-sent-yet = Order not sent yet

# Keys and commands
desk-do-down = Next case in the list
desk-do-up = Previous case in the list
desk-do-open = Open the chosen case
desk-do-take = Take case
desk-do-take-next = Take the next case
desk-do-reply = Write a reply
desk-do-filter = Filter the list
desk-do-keys = Keyboard shortcuts
desk-do-ask-solved = Ask if solved
desk-do-hand-back = Hand back
desk-to-waiting = Go to Waiting
desk-to-mine = Go to Mine
desk-to-open = Go to Open
desk-to-resolved = Go to Resolved
desk-to-hit-rate = Go to Hit rate
desk-keys-title = Keyboard shortcuts
desk-keys-switch = Shortcuts of one key
desk-keys-switch-text = Never while you type. This choice stays on this device.
desk-keys-on = Switch one-key shortcuts on
desk-keys-off = Switch one-key shortcuts off
desk-key-send = Send
desk-key-newline = New line
desk-key-leave = Leave the composer
desk-key-then = then
desk-palette = Search commands and cases
desk-palette-hint = Type a command or a name
desk-palette-none = Nothing fits these words.
desk-theme-light = Light colours
desk-theme-dark = Dark colours
desk-theme-system = Colours as my device

desk-promises = Promises
desk-promise-due = Due { $moment }
desk-promise-open = Open
desk-promise-late = Late
desk-promise-kept = Kept
desk-promise-withdrawn = Withdrawn

# How messages are understood: figures, suggested examples, and the readings of a case.
desk-view-understanding = Understanding
desk-to-understanding = Go to understanding
desk-learn-lead = What the assistant makes of customers’ messages, and what it could learn from those that it read wrongly.
desk-learn-sureness = Sure of its reading
desk-learn-corrected = Read wrongly, of those looked at
desk-learn-shift = Change in what people ask
desk-learn-accepted = Examples accepted
desk-learn-suggestions = { $count ->
    [one] One suggested example
   *[other] { $count } suggested examples
}
desk-learn-suggestions-text = Customers or agents said that these were read wrongly. Accepted ones are used by the next training; no example is learnt by itself.
desk-learn-none-title = Nothing to review
desk-learn-none = When a customer or an agent corrects a reading, it appears here.
desk-learn-by-customer = Corrected by the customer
desk-learn-by-agent = Corrected by an agent
desk-learn-read-as = read as “{ $intent }”
desk-learn-words = Example
desk-learn-means = It means
desk-learn-accept = Accept
desk-learn-reject = Reject
desk-learn-weeks = Week by week
desk-learn-week = Seven days
desk-learn-since = since { $day }
desk-learn-messages = Messages
desk-learn-asked = Asked back
desk-learn-searched = Searched the articles
desk-learn-outside = Out of scope
desk-learn-model = Model { $model }, { $count } intents
desk-understood = What was understood
desk-read-none = No message had to be weighed.
desk-read-as = Read as “{ $intent }”, { $value }% sure
desk-read-meant = It meant
desk-read-kept = Thank you. A supervisor will look at it.
desk-read-id = Reading { $id }
## Appeals and own rulings

desk-appeal = Appealed decision
desk-appeal-no-words = The customer gave no reason.
desk-appeal-at = Appealed on { $moment }
desk-uphold = Uphold
desk-grant = Grant money
desk-grant-this = Grant { $amount }
desk-grant-amount = Amount, at most { $most }
desk-grant-wrong = An amount above zero and at most { $most }.
desk-decide-reason = Reason; { $name } reads it
desk-decide-leave = Not now
desk-decide-own = This is your own decision. Somebody else looks at it if it is appealed.
desk-decide-take = Take the case to decide.
desk-decided = Decided. The customer was told, with a receipt.
desk-decided-by = Decided by { $name }: “{ $reason }”
desk-superseded = Another decision stands in its place
desk-held = Held: return from order { $number }
desk-held-refuse = Refuse the return
desk-held-release = Let it go on
desk-held-send-back = Have the goods sent back
desk-held-over-limit = Letting it go on is above the limit of your role.
desk-receipt-pdf = Receipt (PDF)
desk-receipt-json = Signed receipt (JSON)

## Photos that customers showed

desk-photo = Photo of the customer
desk-photo-undescribed = without a description
desk-photo-enlarge = Enlarge photo { $number }: { $what }
desk-photo-of = { $number } of { $count }:
desk-photo-before = Photo before
desk-photo-next = Next photo
