/** What lessons, the link for a class and the moons say, in English. */
export const lessonsEn = {
  "app.newVersion": "A newer version of the workbench is ready.",
  "app.reload": "Load it",

  "lesson.title": "Lessons",
  "lesson.close": "Close the lesson",
  "lesson.hint": "A hint",
  "lesson.setup": "Set it up",
  "lesson.done": "Done",
  "lesson.open": "To do",
  "lesson.count": "{count} of {of} done",
  "lesson.allDone": "All {of} done.",
  "lesson.next": "Next: {title}",

  "lesson.q1": "1 · What a straight line cannot do",
  "lesson.q1.goal":
    "Linear neurons give straight boundaries however many layers you stack; a curved activation is what lets a network bend them.",
  "lesson.q1.lines": "Two clouds: with the linear activation, get at least 95 % of the test points right.",
  "lesson.q1.lines.hint":
    "Set it up and press Play. Two clouds can be parted by a straight line, and a linear network finds one within a few epochs.",
  "lesson.q1.stuck":
    "The circle, still linear, on x₁ and x₂ only: train for 100 epochs and see it stay below 70 %.",
  "lesson.q1.stuck.hint":
    "Add layers or neurons as you like. A linear function of linear functions is linear again, so the boundary stays straight, and no straight line parts a disc from the ring around it.",
  "lesson.q1.curves":
    "Change the activation to Sigmoid, and get at least 95 % of the circle's test points right.",
  "lesson.q1.curves.hint":
    "Its slope is at most a quarter, so it needs larger steps: a learning rate of 1 does well. Each neuron of the first layer is then a soft cut through the plane; three cuts can close a boundary around the disc.",

  "lesson.q2": "2 · The right features",
  "lesson.q2.goal":
    "What a network is given matters as much as how it is built: with x₁² and x₂², the circle is a problem for a straight line.",
  "lesson.q2.plain":
    "No hidden layer, features x₁ and x₂: train for 100 epochs and see the circle stay below 70 %.",
  "lesson.q2.plain.hint":
    "Without hidden layers the network is a single neuron: w₁x₁ + w₂x₂ + b, and its boundary is a line.",
  "lesson.q2.squares": "Give it x₁² and x₂² in place of x₁ and x₂, and get at least 99 % right.",
  "lesson.q2.squares.hint":
    "Switch the features at the left of the network. w₁x₁² + w₂x₂² + b = 0 is an ellipse: the same neuron draws a circle now. The weights come out nearly equal, as it should be.",

  "lesson.q3": "3 · Sigmoid against ReLU",
  "lesson.q3.goal":
    "The same network, the same data, the same learning rate: only the activation differs. Watch how soon the loss falls.",
  "lesson.q3.sigmoid":
    "Three hidden layers of sigmoids on the circle, learning rate 0.03: after 100 epochs it is still below 90 %.",
  "lesson.q3.sigmoid.hint":
    "Going back, the gradient is multiplied in each layer by the sigmoid's slope, which is never above ¼. After three layers less than a sixty-fourth of it is left: the first layer hardly learns.",
  "lesson.q3.relu": "Now ReLU, all else the same: at least 95 % right within 100 epochs.",
  "lesson.q3.relu.hint":
    "Where a ReLU is open its slope is 1, so the gradient reaches the first layer undiminished. Look at the boundary: it is made of straight pieces.",

  "lesson.q4": "4 · The spiral",
  "lesson.q4.goal":
    "The hardest of the data sets: two arms wound about each other. It takes more neurons, better features, and some patience.",
  "lesson.q4.plain":
    "Try x₁ and x₂ with the small default network first: after 100 epochs it is still below 95 %.",
  "lesson.q4.plain.hint":
    "Six tanh neurons can bend a boundary a few times; the spiral needs more bends than that.",
  "lesson.q4.features":
    "With tanh, and sin x₁, sin x₂ and x₁x₂ added: at least 95 % of the test points within 1,500 epochs.",
  "lesson.q4.features.hint":
    "The sines go up and down along each axis, as the arms do, so the neurons have less to bend. Two layers of eight and six neurons with a learning rate of 0.1 do it.",

  "lesson.moons": "5 · How many hidden units?",
  "lesson.moons.goal":
    "Six networks learn the same 60 noisy points, with 1, 2, 4, 10, 20 and 50 hidden units: watch when learning becomes learning by heart.",

  "moons.run": "Train all six",
  "moons.again": "Once more",
  "moons.stop": "Stop",
  "moons.elapsed": "{seconds} s",
  "moons.hidden": "{n} hidden",
  "moons.progress": "{done} of {of} iterations",
  "moons.map": "What the network with {n} hidden units answers: cost {cost}, {accuracy} right",
  "moons.costs": "Cost over the iterations",
  "moons.iteration": "Iteration",
  "moons.about":
    "Two moons, 60 points, noise 1.0. Each network is 2 – h – 2, tanh then sigmoid, trained on all points at once with a learning rate of 0.1 for 30,000 iterations.",
  "moons.table": "How they end",
  "moons.columnHidden": "Hidden units",
  "moons.columnCost": "Cost, from logits",
  "moons.columnAccuracy": "Right",
  "moons.columnNaive": "Cost, from probabilities",
  "moons.nanSince": "NaN since iteration {iteration}",
  "moons.finite": "the same",
  "moons.naive":
    "The last column is the cost as one writes it down first: −t·log p − (1 − t)·log(1 − p), in float32. Once a logit is beyond about 17 the sigmoid is exactly 1; then log(1 − 1) is −∞, and 0 · (−∞) is NaN. In float64 the same happens beyond 36.7. Written in logits, max(z, 0) − z·t + log(1 + e^−|z|), the cost stays finite; that is what the library trains with.",
  "moons.conclusion":
    "One unit gives a straight boundary, two a corner. From 10 on, the boundary winds around single points: the cost on these 60 falls towards 0, which says nothing about others.",
  "moons.close": "Back to the Playground",

  "own.reading": "Reading …",
  "own.taken": "{n} points taken.",
  "own.drawn": "They have been drawn from {rows} rows: the Playground shows no more.",
  "own.firstTwo": "The first two of {inputs} columns are x₁ and x₂.",
  "own.scaled": "They have been scaled to fit into the view.",
  "own.fault.text":
    "Line {line}, column {column}: a number was expected, got {got}. Write it as a number, or remove the row.",
  "own.fault.oneClass":
    "There is only one class: {got}. The last column must be the class; add points of another.",
  "own.fault.classes": "There are {classes} classes in the last column; the Playground shows at most {most}.",
  "own.fault.values":
    "The last column has values in place of classes. Put a name or a whole number for the class there.",
  "own.fault.columns":
    "There are {columns} columns; at most {most} can be read. Keep two of numbers and one with the class.",
  "own.fault.oneColumn": "There is only one column of numbers; a point needs two, and then its class.",
  "own.fault.other": "This table cannot be read: {reason}",

  "link.open": "Link for a class",
  "link.title": "A link for a class",
  "link.about": "The link opens the Playground as it is set now. What you tick is not shown there.",
  "link.lesson": "Lesson",
  "link.noLesson": "None",
  "link.hide": "Hide",
  "link.link": "Link",
  "link.copy": "Copy the link",
  "link.copied": "The link has been copied.",
  "link.try": "Try it",
  "hide.nav": "Other pages",
  "hide.speed": "Speed",
  "hide.step": "Step",
  "hide.reset": "Reset",
  "hide.newWeights": "New weights",
  "hide.lessons": "Lessons",
  "hide.link": "Link for a class",
  "hide.export": "Save and export",
  "hide.learningRate": "Learning rate",
  "hide.activation": "Activation",
  "hide.regularization": "Regularization",
  "hide.optimizer": "Optimizer",
  "hide.initializer": "First weights",
  "hide.loss": "Loss",
  "hide.stop": "Stop rules",
  "hide.data": "Kind of data",
  "hide.noise": "Noise",
  "hide.trainShare": "Share for training",
  "hide.batchSize": "Batch size",
  "hide.samples": "Number of points",
  "hide.regenerate": "New points",
  "hide.features": "Features",
  "hide.layers": "Layers and neurons",
  "hide.views": "Views",
  "hide.showTest": "Test points switch",
  "hide.discretize": "Discrete colours switch",
} as const;
